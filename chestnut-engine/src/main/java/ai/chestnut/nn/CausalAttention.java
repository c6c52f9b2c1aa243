package ai.chestnut.nn;

import ai.chestnut.tensor.Device;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Multi-head self-attention in which a position sees itself and those before it. Vaswani et al.
 * 2017, section 3.2.3.
 *
 * <p>Legend: n batch, k positions, e width, h heads, d head width.
 */
final class CausalAttention {

  private static final int HEAD_WIDTH = 32;

  private final Linear queryKeyValue;
  private final Linear out;
  private final int heads;
  private final int width;

  CausalAttention(Parameters.Place at, int width) {
    this.queryKeyValue = new Linear(at.at("query-key-value"), width, 3 * width);
    this.out = new Linear(at.at("out"), width, width, Initial.ZEROS);
    this.heads = Math.max(1, width / HEAD_WIDTH);
    this.width = width;
  }

  /** Room for a sequence of this many positions. */
  AttentionCache cache(Device device, long n, long room) {
    return new AttentionCache(device, n, heads, room, width / heads);
  }

  /** x [n, k, e] -> the same */
  Tensor forward(Tensor x) {
    Tensor all = split(x); // [3, n, h, k, d]
    return joined(attended(all.select(0, 0), all.select(0, 1), all.select(0, 2), true));
  }

  /**
   * The positions that follow those in the cache, which takes them in: x [n, k, e] -> the same;
   * several at once only into an empty cache
   */
  Tensor forward(Tensor x, AttentionCache cache) {
    Tensor all = split(x);
    boolean first = cache.seen() == 0;
    cache.add(all.select(0, 1), all.select(0, 2));
    return joined(attended(all.select(0, 0), cache.keys(), cache.values(), first));
  }

  private static Tensor attended(Tensor query, Tensor key, Tensor value, boolean masked) {
    return torch.scaled_dot_product_attention(
        query, key, value, new TensorOptional(), 0, masked, new DoubleOptional(), false);
  }

  private Tensor split(Tensor x) {
    return queryKeyValue
        .forward(x)
        .reshape(x.size(0), x.size(1), 3, heads, width / heads)
        .permute(2, 0, 3, 1, 4);
  }

  private Tensor joined(Tensor mixed) {
    return out.forward(
        mixed.transpose(1, 2).reshape(mixed.size(0), mixed.size(2), width)); // [n, k, e]
  }
}
