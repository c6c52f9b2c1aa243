package ai.chestnut.adversarial;

import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolution with an equalised learning rate: weights start normal with deviation 1 and are scaled
 * by {@link #gain} each time they are used, so that one step of Adam means as much in every layer.
 * Karras et al. 2018, section 4.1; the bias is not scaled. [n, c, h, w] -> [n, out, h, w]
 */
final class EqualisedConv2d {

  private static final long[] ONES = {1, 1};

  private final Tensor weight;
  private final Tensor bias;
  private final double gain;
  private final long[] padding;

  private EqualisedConv2d(Parameters.Place at, int in, int out, int kernel, int padding) {
    this.weight = at.declare("weight", Initial.normal(1), out, in, kernel, kernel);
    this.bias = at.declare("bias", Initial.ZEROS, out);
    this.gain = gain(in * kernel * kernel);
    this.padding = new long[] {padding, padding};
  }

  /** Keeps the size. */
  static EqualisedConv2d same(Parameters.Place at, int in, int out, int kernel) {
    return new EqualisedConv2d(at, in, out, kernel, kernel / 2);
  }

  /** Takes the whole kernel from inside: [n, c, k, k] -> [n, out, 1, 1] */
  static EqualisedConv2d inside(Parameters.Place at, int in, int out, int kernel) {
    return new EqualisedConv2d(at, in, out, kernel, 0);
  }

  /** He's constant, sqrt(2 / fan-in). He et al. 2015, equation 10. */
  static double gain(int fanIn) {
    return Math.sqrt(2.0 / fanIn);
  }

  Tensor forward(Tensor x) {
    return torch.conv2d(
        x, Tensors.scaled(weight, gain), new TensorOptional(bias), ONES, padding, ONES, 1);
  }
}
