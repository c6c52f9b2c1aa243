package ai.chestnut.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolution with "same" padding. [n, c, h, w] -> [n, out, h / stride, w / stride] */
public final class Conv2d {

  private final Tensor weight;
  private final Tensor bias;
  private final long[] stride;
  private final long[] padding;

  public Conv2d(Parameters.Place at, int in, int out, int kernel) {
    this(at, in, out, kernel, 1, Initial.FAN_IN);
  }

  public Conv2d(Parameters.Place at, int in, int out, int kernel, int stride, Initial initial) {
    this.weight = at.declare("weight", initial, out, in, kernel, kernel);
    this.bias = at.declare("bias", Initial.ZEROS, out);
    this.stride = new long[] {stride, stride};
    this.padding = new long[] {kernel / 2, kernel / 2};
  }

  /** The kernel [out, in, k, k]; borrowed. */
  public Tensor weight() {
    return weight;
  }

  public Tensor forward(Tensor x) {
    return torch.conv2d(x, weight, new TensorOptional(bias), stride, padding, new long[] {1, 1}, 1);
  }
}
