package ai.chestnut.training;

import ai.chestnut.codec.AnatomyController;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Films with an anatomy map for every pixel, resident on the device as bytes. A batch is cut and
 * augmented there, film and map by the same movement.
 *
 * <p>Legend: n batch, k structures, s side.
 */
final class AnatomyBank implements AutoCloseable {

  /**
   * A batch as it is seen.
   *
   * @param films [n, 1, s, s] in [-1, 1]
   * @param structures [n, k, s, s], 0 or 1
   */
  record Batch(Tensor films, Tensor structures) {}

  private final int side;
  private final int count;
  private final int structures;
  private final Device device;
  private final Tensor films; // [count, 1, s, s], bytes
  private final Tensor codes; // likewise

  private AnatomyBank(
      int side, int count, int structures, Device device, Tensor films, Tensor codes) {
    this.side = side;
    this.count = count;
    this.structures = structures;
    this.device = device;
    this.films = films;
    this.codes = codes;
  }

  /** The examples of which every pixel's structure is known; at least one must be. */
  static AnatomyBank of(List<Example> examples, int side, int structures, Device device) {
    List<Example> whole = examples.stream().filter(e -> isWhole(e.known())).toList();
    if (whole.isEmpty()) {
      throw new RequestException("films with anatomy maps", "", "none", "at least one");
    }
    int area = side * side;
    byte[] pixels = new byte[whole.size() * area];
    byte[] labels = new byte[whole.size() * area];
    for (int film = 0; film < whole.size(); film++) {
      System.arraycopy(whole.get(film).film(), 0, pixels, film * area, area);
      short[] bits = whole.get(film).known().structures().orElseThrow();
      for (int i = 0; i < area; i++) {
        labels[film * area + i] = (byte) Integer.numberOfTrailingZeros(bits[i]);
      }
    }
    return new AnatomyBank(
        side,
        whole.size(),
        structures,
        device,
        resident(pixels, whole.size(), side, device),
        resident(labels, whole.size(), side, device));
  }

  /** Whether every pixel is known to be one structure. */
  static boolean isWhole(Known known) {
    return known
        .structures()
        .map(
            bits -> {
              for (short may : bits) {
                if (Integer.bitCount(may & 0xFFFF) != 1) {
                  return false;
                }
              }
              return true;
            })
        .orElse(false);
  }

  int count() {
    return count;
  }

  /** The films as they are. */
  Batch whole(int[] which) {
    Tensor rows = index(which);
    Tensor film = films.index_select(0, rows).to(torch.ScalarType.Float).mul(new Scalar(2 / 255.0));
    return new Batch(
        film.sub(new Scalar(1)),
        AnatomyController.planes(codes.index_select(0, rows), structures, device));
  }

  /** The films moved and toned at random, one draw a row, and their maps moved likewise. */
  Batch augmented(int[] which, Augmentation augmentation, RandomStream stream) {
    Warp warp = Warp.drawn(stream, which.length, side, side, augmentation, device);
    Tensor labels = codes.index_select(0, index(which)).to(torch.ScalarType.Float);
    return new Batch(
        warp.film(signed(which)), AnatomyController.planes(warp.masks(labels), structures, device));
  }

  @Override
  public void close() {
    films.close();
    codes.close();
  }

  private Tensor signed(int[] which) {
    return films
        .index_select(0, index(which))
        .to(torch.ScalarType.Float)
        .mul(new Scalar(1 / 127.5))
        .sub(new Scalar(1));
  }

  private Tensor index(int[] which) {
    long[] rows = new long[which.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = which[i];
    }
    return Tensors.of(rows, device, rows.length);
  }

  private static Tensor resident(byte[] values, int count, int side, Device device) {
    return Scope.computing(
        () ->
            Scope.owned(device.place(AbstractTensor.create(values, false, count, 1, side, side))));
  }
}
