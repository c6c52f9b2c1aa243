package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Standard normal noise of a training step. On the CPU it is the stream's, number by number; on
 * another device that device draws it, seeded from the stream, because millions of numbers a step
 * would otherwise wait for the host.
 */
final class BatchNoise {

  private BatchNoise() {}

  /** Noise of the shape, the same for the same seed, step and purpose on one kind of device. */
  static Tensor normal(long seed, long step, String purpose, Device device, long... shape) {
    RandomStream stream = RandomStream.of(seed, step, purpose);
    if (device == Device.CPU) {
      return Tensors.noise(stream, device, shape);
    }
    torch.manual_seed(stream.nextLong() >>> 1);
    return torch.randn(shape, device.options());
  }
}
