package ai.chestnut.adversarial;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What both networks do between their layers. Nothing works in place: the gradient penalty goes
 * back through it twice.
 *
 * <p>Legend: n batch, c channels, h w pixels, g films of a group.
 */
final class Activations {

  private static final double SLOPE = 0.2;
  private static final double EPSILON = 1e-8;
  private static final long CHANNELS = 1;

  private Activations() {}

  /** max(x, x / 5). */
  static Tensor leaky(Tensor x) {
    return torch.leaky_relu(x, new Scalar(SLOPE));
  }

  /**
   * Brings the mean square over the channels to 1 at every pixel. Karras et al. 2018, section 4.2.
   */
  static Tensor pixelNorm(Tensor x) {
    Tensor power = x.square().mean(new long[] {CHANNELS}, true, own(x));
    return x.mul(torch.rsqrt(power.add(new Scalar(EPSILON))).to(x.scalar_type()));
  }

  private static ScalarTypeOptional own(Tensor x) {
    return new ScalarTypeOptional(x.scalar_type());
  }

  /**
   * How much the films of a group differ: the deviation of each feature over the group, averaged to
   * one number. Karras et al. 2018, section 3. [n, c, h, w] -> [n, 1, 1, 1]
   *
   * @param group films of a group; 0, or a number that does not divide the batch, for all of it
   */
  static Tensor spread(Tensor features, int group) {
    long n = features.size(0);
    long g = group == 0 || n % group != 0 ? n : group;
    Tensor groups = features.reshape(n / g, g, -1); // [n / g, g, c * h * w]
    Tensor centred = groups.sub(groups.mean(new long[] {1}, true, own(features)));
    Tensor variance = centred.square().mean(new long[] {1}, false, own(features));
    Tensor spread =
        variance
            .add(new Scalar(EPSILON))
            .sqrt()
            .mean(new long[] {1}, true, own(features)); // [n / g, 1]
    return spread.expand(n / g, g).reshape(n, 1, 1, 1);
  }

  /** Every pixel becomes a square of four. [n, c, h, w] -> [n, c, 2h, 2w] */
  static Tensor doubled(Tensor x) {
    return torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
  }

  /** Means of squares of four pixels. [n, c, 2h, 2w] -> [n, c, h, w] */
  static Tensor halved(Tensor x) {
    return torch.avg_pool2d(x, 2, 2);
  }

  /** (1 - share) * before + share * after. */
  static Tensor mixed(Tensor before, Tensor after, double share) {
    return before.mul(new Scalar(1 - share)).add(after.mul(new Scalar(share)));
  }
}
