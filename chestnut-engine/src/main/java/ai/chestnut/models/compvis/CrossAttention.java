package ai.chestnut.models.compvis;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Multi-head attention by arrays {@code to_q, to_k, to_v, to_out}. Vaswani et al. 2017, 3.2. */
final class CrossAttention {

  private CrossAttention() {}

  /** x [n, q, e], context [n, k, c] -> [n, q, e] */
  static Tensor of(NamedTensors here, Tensor x, Tensor context, int heads) {
    Tensor q = split(here.at("to_q").mapped(x), heads); // [n, heads, q, d]
    Tensor k = split(here.at("to_k").mapped(context), heads);
    Tensor v = split(here.at("to_v").mapped(context), heads);
    double scale = 1 / Math.sqrt(q.size(3));
    Tensor scores = torch.matmul(q, k.transpose(2, 3)).mul(new Scalar(scale));
    Tensor mixed = torch.matmul(torch.softmax(scores, 3), v).transpose(1, 2);
    Tensor joined = mixed.reshape(x.size(0), x.size(1), q.size(1) * q.size(3));
    // a list with dropout behind it in the U-Net, a plain map in the text encoder
    return here.at(here.has("to_out.0.weight") ? "to_out.0" : "to_out").mapped(joined);
  }

  private static Tensor split(Tensor x, int heads) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}
