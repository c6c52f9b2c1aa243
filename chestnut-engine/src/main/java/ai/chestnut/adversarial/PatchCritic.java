package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Judges patch by patch whether a film is real: a convolutional critic whose every answer sees some
 * fifty pixels and no more (Isola et al. 2017, section 3.2.2), with its hinge losses (Lim and Ye
 * 2017, equations 10 and 11, the critic's halved).
 *
 * <p>Legend: n batch, h w film pixels (multiples of 2^l), l levels.
 */
public final class PatchCritic {

  private static final double LEAK = 0.2;
  private static final int SHUFFLE = 2;

  private final List<Conv2d> levels = new ArrayList<>();
  private final List<GroupNorm> norms = new ArrayList<>();
  private final Conv2d mix;
  private final GroupNorm mixNorm;
  private final Conv2d toAnswer;

  /**
   * @param channels widths at 1/2, 1/4, ... of the film's size
   */
  public PatchCritic(Parameters.Place at, List<Integer> channels) {
    if (channels.isEmpty() || channels.stream().anyMatch(width -> width < 4 || width % 4 != 0)) {
      throw new RequestException(
          "critic", "channels", channels.toString(), "at least one width, multiples of 4");
    }
    int in = 1;
    for (int level = 0; level < channels.size(); level++) {
      // pixel-unshuffle before a convolution, so that no pixel counts more than another
      levels.add(new Conv2d(at.at("level", level), SHUFFLE * SHUFFLE * in, channels.get(level), 3));
      in = channels.get(level);
      if (level > 0) {
        norms.add(new GroupNorm(at.at("norm", level), in)); // not the first: it would hide contrast
      }
    }
    this.mix = new Conv2d(at.at("mix"), in, in, 3);
    this.mixNorm = new GroupNorm(at.at("mix-norm"), in);
    this.toAnswer = new Conv2d(at.at("answer"), in, 1, 3);
  }

  /** films [n, 1, h, w] in [-1, 1] -> answers [n, 1, h / 2^l, w / 2^l] in float32, real above 0 */
  public Tensor forward(Tensor films) {
    Tensor x = films;
    for (int level = 0; level < levels.size(); level++) {
      Tensor seen = levels.get(level).forward(torch.pixel_unshuffle(x, SHUFFLE));
      x = rectified(level == 0 ? seen : norms.get(level - 1).forward(seen));
    }
    return toAnswer.forward(rectified(mixNorm.forward(mix.forward(x)))).to(torch.ScalarType.Float);
  }

  /** What the critic minimises: answers to real films above 1, to made ones below -1. */
  public static Tensor criticLoss(Tensor toReal, Tensor toMade) {
    Tensor real = torch.relu(toReal.neg().add(new Scalar(1))).mean();
    Tensor made = torch.relu(toMade.add(new Scalar(1))).mean();
    return real.add(made).mul(new Scalar(0.5));
  }

  /** What the maker of films minimises: less the mean answer. */
  public static Tensor makerLoss(Tensor toMade) {
    return toMade.mean().neg();
  }

  private static Tensor rectified(Tensor x) {
    return torch.leaky_relu(x, new Scalar(LEAK));
  }
}
