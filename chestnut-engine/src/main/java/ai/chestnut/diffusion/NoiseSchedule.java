package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/** The noise levels that a sampling visits, from the largest down to zero. */
public sealed interface NoiseSchedule {

  /**
   * @param steps at least 1
   * @return steps + 1 strictly decreasing levels; the last is 0
   */
  double[] sigmas(int steps);

  /**
   * Levels that are even in sigma^(1/rho). Karras et al. 2022, equation 5.
   *
   * @param rho larger spends more steps at low noise; 7 in the paper
   */
  record Karras(double smallest, double largest, double rho) implements NoiseSchedule {

    public Karras {
      if (!(smallest > 0 && largest > smallest && rho >= 1)) {
        throw new RequestException(
            "noise schedule",
            "smallest, largest, rho",
            smallest + ", " + largest + ", " + rho,
            "0 < smallest < largest and rho at least 1");
      }
    }

    /** The paper's levels: 0.002 to 80 with rho 7. */
    public static Karras standard() {
      return new Karras(0.002, 80, 7);
    }

    @Override
    public double[] sigmas(int steps) {
      require(steps);
      double top = Math.pow(largest, 1 / rho);
      double bottom = Math.pow(smallest, 1 / rho);
      double[] levels = new double[steps + 1];
      for (int i = 0; i < steps; i++) {
        // with one step the formula divides by zero; one step starts at the top
        double share = steps == 1 ? 0 : i / (double) (steps - 1);
        levels[i] = Math.pow(top + share * (bottom - top), rho);
      }
      return levels;
    }
  }

  /**
   * Even times of the straight path x_t = (1 - t) clean + t noise, whose level is t / (1 - t). Liu
   * et al. 2023, equation 1; the shift bends times to the noisy end, Esser et al. 2024, equation
   * 23.
   *
   * @param latest first time, just below 1
   * @param shift 1 leaves the times even
   */
  record StraightPath(double latest, double shift) implements NoiseSchedule {

    public StraightPath {
      if (!(latest > 0 && latest < 1 && shift > 0)) {
        throw new RequestException(
            "noise schedule",
            "latest, shift",
            latest + ", " + shift,
            "latest in (0, 1) and shift above 0");
      }
    }

    @Override
    public double[] sigmas(int steps) {
      require(steps);
      double[] levels = new double[steps + 1];
      for (int i = 0; i < steps; i++) {
        double even = latest * (1 - i / (double) steps);
        double time = shift * even / (1 + (shift - 1) * even);
        levels[i] = time / (1 - time);
      }
      return levels;
    }
  }

  private static void require(int steps) {
    if (steps < 1) {
      throw new RequestException("steps", "", Integer.toString(steps), "at least 1");
    }
  }
}
