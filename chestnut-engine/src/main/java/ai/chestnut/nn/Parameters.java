package ai.chestnut.nn;

import ai.chestnut.failure.DefectException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of one model by dotted name; owns their native memory. Layers declare what they
 * need on construction: each parameter comes from the weight file the store was opened on, or from
 * the store's seed.
 */
public final class Parameters implements AutoCloseable {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, WeightFile.Entry> stored;
  private final long seed;
  private final boolean stirred;
  private final Device device;

  private Parameters(
      Map<String, WeightFile.Entry> stored, long seed, boolean stirred, Device device) {
    this.stored = stored;
    this.seed = seed;
    this.stirred = stirred;
    this.device = device;
  }

  /** A store whose parameters start at random, each from its own stream of the seed. */
  public static Parameters random(long seed, Device device) {
    return new Parameters(Map.of(), seed, false, device);
  }

  /**
   * A store for models that stay untrained: kernels that would start at zero, and so switch their
   * branch off, start at random too.
   */
  public static Parameters stirred(long seed, Device device) {
    return new Parameters(Map.of(), seed, true, device);
  }

  /** A store whose parameters are the entries of a weight file. */
  public static Parameters from(Map<String, WeightFile.Entry> entries, Device device) {
    if (entries.isEmpty()) {
      throw new DefectException("weights: got no entry, expected a model's parameters");
    }
    return new Parameters(entries, 0, false, device);
  }

  /** The root under which a model declares its layers. */
  public Place root() {
    return new Place("");
  }

  /** Every declared parameter by name, in order of declaration; borrowed. */
  public Map<String, Tensor> byName() {
    return Collections.unmodifiableMap(tensors);
  }

  /** How many numbers the parameters hold. */
  public long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** The device that holds them. */
  public Device device() {
    return device;
  }

  /** Marks every parameter as wanting gradients, or as frozen. */
  public void train(boolean wanted) {
    tensors.values().forEach(tensor -> Scope.running(() -> tensor.requires_grad_(wanted)));
  }

  /** Copies of the present values, to be stored in a weight file. */
  public Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> copies = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            copies.put(name, new WeightFile.Entry(tensor.shape(), Tensors.floats(tensor))));
    return copies;
  }

  /** Overwrites the present values; names and shapes must be those of {@link #byName}. */
  public void load(Map<String, WeightFile.Entry> entries) {
    Gradients.off(
        () -> {
          tensors.forEach(
              (name, tensor) ->
                  Scope.running(
                      () ->
                          tensor.copy_(
                              Tensors.of(
                                  entry(entries, name, tensor.shape()).values(),
                                  device,
                                  tensor.shape()))));
          return tensors.size();
        });
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }

  private static WeightFile.Entry entry(
      Map<String, WeightFile.Entry> entries, String name, long[] shape) {
    WeightFile.Entry entry = entries.get(name);
    if (entry == null) {
      throw new DefectException(
          "weights: got no entry '" + name + "', expected one of shape " + Arrays.toString(shape));
    }
    if (!Arrays.equals(entry.shape(), shape)) {
      throw new DefectException(
          "weights entry '"
              + name
              + "': got shape "
              + Arrays.toString(entry.shape())
              + ", expected "
              + Arrays.toString(shape));
    }
    return entry;
  }

  /** A prefix in the store. */
  public final class Place {

    private final String prefix;

    private Place(String prefix) {
      this.prefix = prefix;
    }

    /** The place below this one. */
    public Place at(String name) {
      return new Place(prefix + name + ".");
    }

    /** The numbered place below this one. */
    public Place at(String name, int number) {
      return at(name + number);
    }

    /** Declares a parameter here; the store owns it, the layer borrows it. */
    public Tensor declare(String name, Initial initial, long... shape) {
      String full = prefix + name;
      float[] values =
          stored.isEmpty()
              ? started(initial, shape).values(RandomStream.of(seed, 0, full), shape)
              : entry(stored, full, shape).values();
      Tensor tensor = Scope.computing(() -> Scope.owned(Tensors.of(values, device, shape)));
      if (tensors.put(full, tensor) != null) {
        throw new DefectException("parameter '" + full + "' is declared twice");
      }
      return tensor;
    }

    private Initial started(Initial initial, long[] shape) {
      return stirred && initial == Initial.ZEROS && shape.length > 1 ? Initial.FAN_IN : initial;
    }
  }
}
