package ai.chestnut.codec;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;

/** A film as a grid of code numbers, row-major, the top row first; immutable. */
public final class Codes {

  private final int width;
  private final int height;
  private final int[] numbers;

  private Codes(int width, int height, int[] numbers) {
    this.width = width;
    this.height = height;
    this.numbers = numbers;
  }

  /**
   * @param numbers width * height code numbers, row-major, at least 0; copied
   */
  public static Codes of(int width, int height, int[] numbers) {
    if (width < 1 || height < 1 || numbers.length != width * height) {
      throw new RequestException(
          "codes",
          "",
          numbers.length + " for " + width + "x" + height + " cells",
          "one for each cell, at least one");
    }
    if (Arrays.stream(numbers).anyMatch(number -> number < 0)) {
      throw new RequestException("codes", "", "a number below 0", "numbers of a codebook");
    }
    return new Codes(width, height, numbers.clone());
  }

  /** The grids of a tensor [n, height, width] of int64. */
  public static List<Codes> of(Tensor tensor) {
    Tensors.require(tensor, "codes", -1, -1, -1);
    int height = Math.toIntExact(tensor.size(1));
    int width = Math.toIntExact(tensor.size(2));
    long[] all =
        Scope.computing(
            () -> {
              Tensor plain = tensor.cpu().contiguous();
              long[] values = new long[Math.toIntExact(plain.numel())];
              new LongPointer(plain.data_ptr_long()).get(values);
              return values;
            });
    List<Codes> grids = new ArrayList<>();
    for (int first = 0; first < all.length; first += width * height) {
      long[] part = Arrays.copyOfRange(all, first, first + width * height);
      grids.add(of(width, height, Arrays.stream(part).mapToInt(Math::toIntExact).toArray()));
    }
    return grids;
  }

  /** Grids of one size as a tensor [n, height, width] of int64. */
  public static Tensor tensor(List<Codes> grids, Device device) {
    Codes first = grids.get(0);
    long[] values = new long[grids.size() * first.numbers.length];
    int at = 0;
    for (Codes grid : grids) {
      if (grid.width != first.width || grid.height != first.height) {
        throw new DefectException("codes: got " + first + " and " + grid + ", expected one size");
      }
      for (int number : grid.numbers) {
        values[at++] = number;
      }
    }
    return Tensors.of(values, device, grids.size(), first.height, first.width);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The number at a cell, from the top left. */
  public int at(int x, int y) {
    return numbers[y * width + x];
  }

  /** Every number, row-major; a copy. */
  public int[] numbers() {
    return numbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Codes codes
        && width == codes.width
        && Arrays.equals(numbers, codes.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return width + "x" + height + " codes";
  }
}
