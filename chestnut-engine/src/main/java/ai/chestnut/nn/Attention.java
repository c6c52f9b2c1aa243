package ai.chestnut.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Multi-head attention of queries over a context. Vaswani et al. 2017, section 3.2.
 *
 * <p>Legend: n batch, q queries, k context positions, e width, d head width.
 */
public final class Attention {

  private static final int HEAD_WIDTH = 32;

  private final Linear query;
  private final Linear keyValue;
  private final Linear out;
  private final int heads;
  private final int width;
  private final double headScale;

  /** Self-attention: the context is the input. */
  public Attention(Parameters.Place at, int width) {
    this(at, width, width);
  }

  /** Cross-attention over a context of its own width. */
  public Attention(Parameters.Place at, int width, int contextWidth) {
    this.query = new Linear(at.at("query"), width, width);
    this.keyValue = new Linear(at.at("key-value"), contextWidth, 2 * width);
    this.out =
        new Linear(
            at.at("out"), width, width, Initial.ZEROS); // a residual branch starts as the identity
    this.heads = Math.max(1, width / HEAD_WIDTH);
    this.width = width;
    this.headScale = Math.sqrt((double) heads / width); // 1 / sqrt(d)
  }

  /** x [n, q, e], context [n, k, c] -> [n, q, e] */
  public Tensor forward(Tensor x, Tensor context) {
    long n = x.size(0);
    Tensor q = split(query.forward(x), n); // [n, heads, q, d]
    Tensor kv = keyValue.forward(context); // [n, k, 2e]
    Tensor k = split(kv.narrow(2, 0, width), n);
    Tensor v = split(kv.narrow(2, width, width), n);
    // written out: on the CPU libtorch's fused kernel falls back to a naive product in bfloat16
    Tensor scores =
        torch.matmul(q.mul(new Scalar(headScale)), k.transpose(2, 3)); // [n, heads, q, k]
    Tensor mixed = torch.matmul(torch.softmax(scores, 3), v); // [n, heads, q, d]
    return out.forward(mixed.transpose(1, 2).reshape(n, x.size(1), width));
  }

  private Tensor split(Tensor x, long n) {
    return x.reshape(n, x.size(1), heads, width / heads).transpose(1, 2);
  }
}
