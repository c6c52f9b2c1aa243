package ai.chestnut.nn;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Two normalised convolutions around a shortcut; an embedding, where there is one, scales and
 * shifts the second norm (Dhariwal and Nichol 2021, section 3). [n, in, h, w] -> [n, out, h, w]
 */
public final class ResidualBlock {

  private final GroupNorm norm1;
  private final Conv2d conv1;
  private final Optional<Linear> modulation;
  private final GroupNorm norm2;
  private final Conv2d conv2;
  private final Optional<Conv2d> shortcut;
  private final int out;

  /** Without an embedding. */
  public ResidualBlock(Parameters.Place at, int in, int out) {
    this(at, in, out, 0);
  }

  /**
   * @param embedding width of the modulating embedding; 0 for none
   */
  public ResidualBlock(Parameters.Place at, int in, int out, int embedding) {
    this.norm1 = new GroupNorm(at.at("norm1"), in);
    this.conv1 = new Conv2d(at.at("conv1"), in, out, 3);
    this.modulation =
        embedding == 0
            ? Optional.empty()
            : Optional.of(new Linear(at.at("modulation"), embedding, 2 * out));
    this.norm2 = new GroupNorm(at.at("norm2"), out);
    this.conv2 = new Conv2d(at.at("conv2"), out, out, 3, 1, Initial.ZEROS);
    this.shortcut =
        in == out ? Optional.empty() : Optional.of(new Conv2d(at.at("shortcut"), in, out, 1));
    this.out = out;
  }

  /** Without an embedding. */
  public Tensor forward(Tensor x) {
    return join(x, norm2.forward(conv1.forward(torch.silu(norm1.forward(x)))), 0);
  }

  /** With an embedding [n, e]. */
  public Tensor forward(Tensor x, Tensor embedding) {
    return forward(x, embedding, 0);
  }

  /**
   * With an embedding [n, e], dropping a share of the hidden features before the second convolution
   * (Dhariwal and Nichol 2021, table 12); 0 outside of training.
   */
  public Tensor forward(Tensor x, Tensor embedding, double dropped) {
    Tensor hidden = norm2.forward(conv1.forward(torch.silu(norm1.forward(x))));
    Tensor change =
        modulation.orElseThrow().forward(torch.silu(embedding)).reshape(x.size(0), 2L * out, 1, 1);
    Tensor scale = change.narrow(1, 0, out).add(new Scalar(1.0));
    return join(x, hidden.mul(scale).add(change.narrow(1, out, out)), dropped);
  }

  private Tensor join(Tensor x, Tensor hidden, double dropped) {
    Tensor active = torch.silu(hidden);
    Tensor branch = conv2.forward(dropped > 0 ? torch.dropout(active, dropped, true) : active);
    return shortcut.map(conv -> conv.forward(x)).orElse(x).add(branch);
  }
}
