package ai.chestnut.adversarial;

import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Affine map with an equalised learning rate, see {@link EqualisedConv2d}. [n, in] -> [n, out] */
final class EqualisedLinear {

  private final Tensor weight;
  private final Tensor bias;
  private final double gain;

  EqualisedLinear(Parameters.Place at, int in, int out) {
    this.weight = at.declare("weight", Initial.normal(1), out, in);
    this.bias = at.declare("bias", Initial.ZEROS, out);
    this.gain = EqualisedConv2d.gain(in);
  }

  Tensor forward(Tensor x) {
    return torch.linear(x, Tensors.scaled(weight, gain), new TensorOptional(bias));
  }

  /** The same for one output, summed in the parameters' own precision. [n, in] -> [n] */
  Tensor score(Tensor x) {
    Tensor products = x.to(weight.scalar_type()).mul(Tensors.scaled(weight, gain));
    return products.sum(1).add(bias);
  }
}
