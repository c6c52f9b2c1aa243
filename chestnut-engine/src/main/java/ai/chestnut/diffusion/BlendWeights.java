package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/**
 * How strongly target and latents are mixed as the noise falls, for a mask M and the share s = t /
 * T of the noising still ahead: the target weighs {@code a(s) M}, the latents weigh {@code b(s) (1
 * - M)} or {@code 1 - a(s) M}.
 */
public sealed interface BlendWeights {

  /** Factor of M q at the share of the noising, from 1 at its end to 0 for clean latents. */
  double target(double share);

  /**
   * Factor of (1 - M) z; of no meaning where {@link #convex}.
   *
   * @param share as above
   */
  double latents(double share);

  /** Whether the latents weigh what the target leaves, so that the weights sum to 1. */
  default boolean convex() {
    return false;
  }

  /** Whether it goes on, weaker, where the cut-off ends the full blend. */
  default boolean tail() {
    return false;
  }

  /** In words, for provenance. */
  String word();

  /** M q + (1 - M) z, XReal's rule. */
  record Hard() implements BlendWeights {

    @Override
    public double target(double share) {
      return 1;
    }

    @Override
    public double latents(double share) {
      return 1;
    }

    @Override
    public String word() {
      return "hard";
    }
  }

  /**
   * s^p M q + (1 - s)^p (1 - M) z as XReal's code has it; 1 is its linear decay. The weights do not
   * sum to 1: where M is 0 the latents shrink.
   *
   * @param power above 0
   */
  record Released(double power) implements BlendWeights {

    public Released {
      requirePower(power);
    }

    @Override
    public double target(double share) {
      return Math.pow(share, power);
    }

    @Override
    public double latents(double share) {
      return Math.pow(1 - share, power);
    }

    @Override
    public String word() {
      return "released " + power;
    }
  }

  /**
   * Hard until the cut-off, then {@link Released}.
   *
   * @param power above 0
   */
  record ReleasedTail(double power) implements BlendWeights {

    public ReleasedTail {
      requirePower(power);
    }

    @Override
    public double target(double share) {
      return Math.pow(share, power);
    }

    @Override
    public double latents(double share) {
      return Math.pow(1 - share, power);
    }

    @Override
    public boolean tail() {
      return true;
    }

    @Override
    public String word() {
      return "released-tail " + power;
    }
  }

  /**
   * M_s q + (1 - M_s) z with M_s = s^p M: a decay whose weights sum to 1 (ours).
   *
   * @param power above 0
   */
  record Convex(double power) implements BlendWeights {

    public Convex {
      requirePower(power);
    }

    @Override
    public double target(double share) {
      return Math.pow(share, power);
    }

    @Override
    public double latents(double share) {
      return 1;
    }

    @Override
    public boolean convex() {
      return true;
    }

    @Override
    public String word() {
      return "convex " + power;
    }
  }

  /**
   * The weights of words: {@code hard}, {@code released:1}, {@code released-tail:2}, {@code
   * convex:1}.
   */
  static BlendWeights named(String word) {
    String[] parts = word.strip().split("[:\\s]+", -1);
    try {
      if (parts[0].equals("hard") && parts.length == 1) {
        return new Hard();
      }
      if (parts.length == 2) {
        double power = Double.parseDouble(parts[1]);
        switch (parts[0]) {
          case "released":
            return new Released(power);
          case "released-tail":
            return new ReleasedTail(power);
          case "convex":
            return new Convex(power);
          default:
            break;
        }
      }
    } catch (NumberFormatException wrong) {
      // told below, with the rest
    }
    throw new RequestException(
        "blend",
        "--blend",
        "'" + word + "'",
        "hard, released:POWER, released-tail:POWER or convex:POWER");
  }

  private static void requirePower(double power) {
    if (!(power > 0 && power <= 100)) {
      throw new RequestException("blend", "power", Double.toString(power), "above 0, at most 100");
    }
  }
}
