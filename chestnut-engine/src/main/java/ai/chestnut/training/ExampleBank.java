package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Examples that stay on the device for the whole training: a step uploads which of them it wants
 * and how they are disguised.
 *
 * <p>Legend: N examples, s side.
 */
final class ExampleBank implements AutoCloseable {

  /** Which of an example's planes an expert learns from. */
  enum Planes {
    STRUCTURES,
    LESIONS,
    NONE
  }

  private final List<Example> examples;
  private final int side;
  private final Device device;
  private final Tensor films;
  private final Optional<Tensor> structures;
  private final Optional<Tensor> layers;
  private final Optional<Tensor> lesions;

  /**
   * @param films grey bytes, [N, s * s], as are the planes
   * @param structures {@link Known#structures}, anything where nothing is known
   * @param layers {@link Known#layers}
   * @param lesions {@link Known#lesions}, none where nothing is known
   */
  private ExampleBank(
      List<Example> examples,
      int side,
      Device device,
      Tensor films,
      Optional<Tensor> structures,
      Optional<Tensor> layers,
      Optional<Tensor> lesions) {
    this.examples = examples;
    this.side = side;
    this.device = device;
    this.films = films;
    this.structures = structures;
    this.layers = layers;
    this.lesions = lesions;
  }

  /** Uploads the films and the planes that are wanted. */
  static ExampleBank of(List<Example> examples, int side, Planes planes, Device device) {
    boolean anatomy = planes == Planes.STRUCTURES;
    boolean findings = planes == Planes.LESIONS;
    short[] anything = new short[side * side];
    java.util.Arrays.fill(anything, Known.ANYTHING);
    int[] nowhere = new int[side * side];
    Function<Example, Tensor> grey = one -> AbstractTensor.create(one.film(), false);
    Function<Example, Tensor> may =
        one -> AbstractTensor.create(one.known().structures().orElse(anything));
    Function<Example, Tensor> over = one -> AbstractTensor.create(one.known().layers(), false);
    Function<Example, Tensor> there =
        one -> AbstractTensor.create(one.known().lesions().orElse(nowhere));
    return new ExampleBank(
        List.copyOf(examples),
        side,
        device,
        uploaded(examples, side, torch.ScalarType.Byte, grey, device),
        uploaded(anatomy, examples, side, torch.ScalarType.Short, may, device),
        uploaded(anatomy, examples, side, torch.ScalarType.Byte, over, device),
        uploaded(findings, examples, side, torch.ScalarType.Int, there, device));
  }

  private static Optional<Tensor> uploaded(
      boolean wanted,
      List<Example> examples,
      int side,
      torch.ScalarType type,
      Function<Example, Tensor> plane,
      Device device) {
    return wanted ? Optional.of(uploaded(examples, side, type, plane, device)) : Optional.empty();
  }

  private static Tensor uploaded(
      List<Example> examples,
      int side,
      torch.ScalarType type,
      Function<Example, Tensor> plane,
      Device device) {
    return Scope.computing(
        () -> {
          Tensor all =
              torch.zeros(new long[] {examples.size(), side * side}, new TensorOptions(type));
          BiConsumer<Integer, Example> copy =
              (row, one) -> all.select(0, row).copy_(plane.apply(one));
          for (int i = 0; i < examples.size(); i++) {
            int row = i;
            Scope.running(() -> copy.accept(row, examples.get(row)));
          }
          return Scope.owned(device == Device.CPU ? all : device.place(all));
        });
  }

  int count() {
    return examples.size();
  }

  int side() {
    return side;
  }

  Device device() {
    return device;
  }

  /**
   * The chosen examples, each disguised by draws from the stream.
   *
   * @param step names the grain of this batch
   */
  ExampleBatch seen(int[] chosen, Disguise disguise, RandomStream stream, long step) {
    long[] rows = new long[chosen.length];
    List<Example> some = new java.util.ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = chosen[i];
      some.add(examples.get(chosen[i]));
    }
    Tensor at = Tensors.of(rows, device, rows.length);
    Disguise.Seen seen = disguise.seen(films.index_select(0, at), side, stream, step, device);
    Function<Tensor, Tensor> moved = plane -> plane.index_select(0, at).gather(1, seen.source());
    return new ExampleBatch(
        some, seen.films(), structures.map(moved), layers.map(moved), lesions.map(moved), device);
  }

  @Override
  public void close() {
    films.close();
    structures.ifPresent(Tensor::close);
    layers.ifPresent(Tensor::close);
    lesions.ifPresent(Tensor::close);
  }
}
