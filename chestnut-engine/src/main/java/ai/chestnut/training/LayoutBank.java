package ai.chestnut.training;

import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.placement.LayoutGenerator;
import ai.chestnut.placement.LayoutWish;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Layouts that stay on the device for the whole training, one bit a plane and cell, with several
 * ways to tell what is in each.
 *
 * <p>Legend: n batch, k findings, f features of a wish, p planes, s cells of the grid.
 */
final class LayoutBank implements AutoCloseable {

  private final List<LayoutExample> examples;
  private final int variants;
  private final Device device;
  private final LayoutConfig config;
  private final Tensor planes; // [examples, s, s] int32
  private final Tensor layers; // [examples, s, s] int32
  private final Tensor wishes; // [examples * variants, k * f]
  private final Tensor real; // [examples, 1]

  /**
   * @param variants ways to tell an example, at least 1
   */
  LayoutBank(
      List<LayoutExample> examples, LayoutConfig config, int variants, long seed, Device device) {
    this.examples = List.copyOf(examples);
    this.variants = variants;
    this.device = device;
    this.config = config;
    this.planes = stacked(example -> example.planes().bits());
    this.layers = stacked(LayoutExample::layers);
    int width = config.findings().size() * LayoutWish.FEATURES;
    this.wishes =
        uploaded(
            torch.ScalarType.Float,
            new long[] {(long) examples.size() * variants, width},
            row -> {
              RandomStream stream = RandomStream.of(seed, row, "layout wish");
              return AbstractTensor.create(
                  LayoutWish.of(examples.get(row / variants).told(config, stream), config), width);
            });
    float[] found = new float[examples.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = examples.get(i).real() ? 1 : 0;
    }
    this.real = Scope.computing(() -> Scope.owned(Tensors.of(found, device, found.length, 1)));
  }

  private Tensor stacked(Function<LayoutExample, int[]> bits) {
    int side = config.side();
    return uploaded(
        torch.ScalarType.Int,
        new long[] {examples.size(), side, side},
        row -> AbstractTensor.create(bits.apply(examples.get(row)), side, side));
  }

  private Tensor uploaded(
      torch.ScalarType type, long[] shape, java.util.function.IntFunction<Tensor> row) {
    return Scope.computing(
        () -> {
          Tensor all = torch.zeros(shape, new TensorOptions(type));
          for (int i = 0; i < shape[0]; i++) {
            int one = i;
            Scope.running(() -> all.select(0, one).copy_(row.apply(one)));
          }
          return Scope.owned(device.place(all));
        });
  }

  int count() {
    return examples.size();
  }

  /**
   * Chosen examples.
   *
   * @param layers [n, k, s, s], 0 or 1
   * @param planes [n, p, s, s], 0 or 1
   * @param wishes [n, k * f]
   * @param real [n, 1]
   */
  record Batch(Tensor layers, Tensor planes, Tensor wishes, Tensor real) {}

  /**
   * @param told of each example, which way of telling it
   */
  Batch batch(int[] chosen, int[] told) {
    long[] rows = Arrays.stream(chosen).asLongStream().toArray();
    long[] ways = new long[rows.length];
    for (int i = 0; i < ways.length; i++) {
      ways[i] = rows[i] * variants + told[i];
    }
    Tensor index = Tensors.of(rows, device, rows.length);
    return new Batch(
        unpacked(layers.index_select(0, index), config.findings().size()),
        unpacked(planes.index_select(0, index), LayoutGenerator.planes()),
        wishes.index_select(0, Tensors.of(ways, device, ways.length)),
        real.index_select(0, index));
  }

  int variants() {
    return variants;
  }

  /** [n, s, s] -> [n, count, s, s] */
  private Tensor unpacked(Tensor bits, int count) {
    long[] powers = new long[count];
    for (int i = 0; i < count; i++) {
      powers[i] = 1L << i;
    }
    Tensor power = Tensors.of(powers, device, 1, count, 1, 1).to(torch.ScalarType.Int);
    return bits.unsqueeze(1).bitwise_and(power).ne(new Scalar(0)).to(torch.ScalarType.Float);
  }

  /**
   * Running sums of the chance to draw each example: materials by their shares; within one, an
   * example by its rarest finding, count^-rareness.
   */
  static double[] chances(
      List<LayoutExample> examples, List<LayoutMaterial> materials, double rareness) {
    Map<Integer, Map<Finding, Integer>> counts = new HashMap<>();
    for (LayoutExample example : examples) {
      Map<Finding, Integer> own =
          counts.computeIfAbsent(example.material(), any -> new EnumMap<>(Finding.class));
      names(example).forEach(finding -> own.merge(finding, 1, Integer::sum));
    }
    double[] weights = new double[examples.size()];
    double[] sums = new double[materials.size()];
    for (int i = 0; i < weights.length; i++) {
      LayoutExample example = examples.get(i);
      Map<Finding, Integer> own = counts.getOrDefault(example.material(), Map.of());
      int rarest = names(example).stream().mapToInt(f -> own.getOrDefault(f, 1)).min().orElse(1);
      weights[i] = Math.pow(rarest, -rareness);
      sums[example.material()] += weights[i];
    }
    double[] running = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int material = examples.get(i).material();
      sum += materials.get(material).share() * weights[i] / sums[material];
      running[i] = sum;
    }
    return running;
  }

  private static List<Finding> names(LayoutExample example) {
    return example.seen().isEmpty()
        ? List.of(Finding.NO_FINDING)
        : List.copyOf(example.seen().keySet());
  }

  @Override
  public void close() {
    planes.close();
    layers.close();
    wishes.close();
    real.close();
  }
}
