package ai.chestnut.nn;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pre-norm transformer block: self-attention, cross-attention where there is a context,
 * feed-forward. [n, p, e] -> [n, p, e]. Vaswani et al. 2017, figure 1; norm placement Xiong et al.
 * 2020.
 */
public final class TransformerBlock {

  private final LayerNorm selfNorm;
  private final Attention self;
  private final Optional<LayerNorm> crossNorm;
  private final Optional<Attention> cross;
  private final LayerNorm forwardNorm;
  private final Linear widen;
  private final Linear narrow;

  /** Self-attention alone. */
  public TransformerBlock(Parameters.Place at, int width) {
    this(at, width, 0);
  }

  /**
   * @param contextWidth width of the context that is attended to; 0 for none
   */
  public TransformerBlock(Parameters.Place at, int width, int contextWidth) {
    this.selfNorm = new LayerNorm(at.at("self-norm"), width);
    this.self = new Attention(at.at("self"), width);
    this.crossNorm =
        contextWidth == 0
            ? Optional.empty()
            : Optional.of(new LayerNorm(at.at("cross-norm"), width));
    this.cross =
        contextWidth == 0
            ? Optional.empty()
            : Optional.of(new Attention(at.at("cross"), width, contextWidth));
    this.forwardNorm = new LayerNorm(at.at("forward-norm"), width);
    this.widen = new Linear(at.at("widen"), width, 4 * width);
    this.narrow = new Linear(at.at("narrow"), 4 * width, width, Initial.ZEROS);
  }

  /** Without a context. */
  public Tensor forward(Tensor x) {
    return feedForward(selfAttend(x));
  }

  /** With a context [n, k, c]. */
  public Tensor forward(Tensor x, Tensor context) {
    Tensor y = selfAttend(x);
    Tensor z = y.add(cross.orElseThrow().forward(crossNorm.orElseThrow().forward(y), context));
    return feedForward(z);
  }

  private Tensor selfAttend(Tensor x) {
    Tensor normed = selfNorm.forward(x);
    return x.add(self.forward(normed, normed));
  }

  private Tensor feedForward(Tensor x) {
    return x.add(narrow.forward(torch.gelu(widen.forward(forwardNorm.forward(x)))));
  }
}
