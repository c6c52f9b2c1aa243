package ai.chestnut.nn;

import ai.chestnut.tensor.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pre-norm transformer block of a model that writes from left to right: causal self-attention,
 * feed-forward. [n, k, e] -> [n, k, e]. Radford et al. 2019, section 2.3.
 */
public final class CausalBlock {

  private final LayerNorm selfNorm;
  private final CausalAttention self;
  private final LayerNorm forwardNorm;
  private final Linear widen;
  private final Linear narrow;

  public CausalBlock(Parameters.Place at, int width) {
    this.selfNorm = new LayerNorm(at.at("self-norm"), width);
    this.self = new CausalAttention(at.at("self"), width);
    this.forwardNorm = new LayerNorm(at.at("forward-norm"), width);
    this.widen = new Linear(at.at("widen"), width, 4 * width);
    this.narrow = new Linear(at.at("narrow"), 4 * width, width, Initial.ZEROS);
  }

  /**
   * Room for the keys and values of a sequence.
   *
   * @param n sequences side by side
   * @param room positions at most
   */
  public AttentionCache cache(Device device, long n, long room) {
    return self.cache(device, n, room);
  }

  /** A whole sequence. */
  public Tensor forward(Tensor x) {
    return feedForward(x.add(self.forward(selfNorm.forward(x))));
  }

  /**
   * The positions that follow those in the cache: any number into an empty one, then one by one.
   */
  public Tensor forward(Tensor x, AttentionCache cache) {
    return feedForward(x.add(self.forward(selfNorm.forward(x), cache)));
  }

  private Tensor feedForward(Tensor x) {
    return x.add(narrow.forward(torch.gelu(widen.forward(forwardNorm.forward(x)))));
  }
}
