package ai.chestnut.tensor;

import ai.chestnut.failure.DefectException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The way between Java arrays and tensors, and the few operations that read badly in the generated
 * API.
 */
public final class Tensors {

  private Tensors() {}

  /** A float32 tensor on the device from row-major values. */
  public static Tensor of(float[] values, Device device, long... shape) {
    Backend.start();
    return device == Device.CPU
        ? AbstractTensor.create(values, shape)
        : device.place(AbstractTensor.create(values, shape));
  }

  /** An int64 tensor on the device from row-major values. */
  public static Tensor of(long[] values, Device device, long... shape) {
    Backend.start();
    return device == Device.CPU
        ? AbstractTensor.create(values, shape)
        : device.place(AbstractTensor.create(values, shape));
  }

  /** A float64 tensor on the device from row-major values. */
  public static Tensor of(double[] values, Device device, long... shape) {
    Backend.start();
    return device == Device.CPU
        ? AbstractTensor.create(values, shape)
        : device.place(AbstractTensor.create(values, shape));
  }

  /**
   * Standard normal noise, drawn on the CPU from the stream, so that a seed means the same on every
   * device.
   */
  public static Tensor noise(RandomStream stream, Device device, long... shape) {
    return of(
        stream.normals(Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))),
        device,
        shape);
  }

  /** The tensor's values as float32 in row-major order. */
  public static float[] floats(Tensor tensor) {
    return Scope.computing(
        () -> {
          Tensor plain = tensor.detach().to(torch.ScalarType.Float).cpu().contiguous();
          float[] values = new float[Math.toIntExact(plain.numel())];
          new FloatPointer(plain.data_ptr_float()).get(values);
          return values;
        });
  }

  /** Shape of the tensor. */
  public static long[] shape(Tensor tensor) {
    return tensor.shape();
  }

  /** {@code x * factor}. */
  public static Tensor scaled(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }

  /** {@code x * a + y * b}. */
  public static Tensor combined(Tensor x, double a, Tensor y, double b) {
    return x.mul(new Scalar(a)).add(y, new Scalar(b));
  }

  /** Concatenation along a dimension. */
  public static Tensor joined(long dimension, Tensor... parts) {
    return torch.cat(new TensorVector(parts), dimension);
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of the dimension, as a view. */
  public static Tensor part(Tensor x, long dimension, long from, long to) {
    return x.slice(dimension, new LongOptional(from), new LongOptional(to), 1);
  }

  /**
   * Stops with a defect where the shape is not what the entry point states; -1 accepts any size.
   */
  public static Tensor require(Tensor tensor, String what, long... expected) {
    long[] got = tensor.shape();
    boolean fits = got.length == expected.length;
    for (int i = 0; fits && i < got.length; i++) {
      fits = expected[i] == -1 || expected[i] == got[i];
    }
    if (!fits) {
      throw new DefectException(
          what + ": got shape " + Arrays.toString(got) + ", expected " + Arrays.toString(expected));
    }
    return tensor;
  }
}
