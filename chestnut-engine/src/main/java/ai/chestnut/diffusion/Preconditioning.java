package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/**
 * How a network F becomes a denoiser: D(x; sigma) = c_skip x + c_out F(c_in x; c_noise). Karras et
 * al. 2022, equation 7. The network is trained towards (clean - c_skip x) / c_out with equal
 * weight.
 */
public sealed interface Preconditioning {

  double skip(double sigma);

  double out(double sigma);

  double in(double sigma);

  /** What the network is told of the level. */
  double noise(double sigma);

  /**
   * Unit-variance inputs and targets. Karras et al. 2022, table 1, last column.
   *
   * @param sigmaData standard deviation of clean latents
   */
  record Edm(double sigmaData) implements Preconditioning {

    public Edm {
      if (!(sigmaData > 0)) {
        throw new RequestException("sigma_data", "", Double.toString(sigmaData), "above 0");
      }
    }

    @Override
    public double skip(double sigma) {
      return sigmaData * sigmaData / (sigma * sigma + sigmaData * sigmaData);
    }

    @Override
    public double out(double sigma) {
      return sigma * sigmaData / Math.sqrt(sigma * sigma + sigmaData * sigmaData);
    }

    @Override
    public double in(double sigma) {
      return 1 / Math.sqrt(sigma * sigma + sigmaData * sigmaData);
    }

    @Override
    public double noise(double sigma) {
      return Math.log(sigma) / 4;
    }
  }

  /**
   * Rectified flow: on the straight path x_t = (1 - t) clean + t noise the network predicts noise -
   * clean. With t = sigma / (1 + sigma) and x = x_t / (1 - t): clean = x_t - t F. Liu et al. 2023,
   * equation 1.
   */
  record RectifiedFlow() implements Preconditioning {

    @Override
    public double skip(double sigma) {
      return 1 / (1 + sigma);
    }

    @Override
    public double out(double sigma) {
      return -sigma / (1 + sigma);
    }

    @Override
    public double in(double sigma) {
      return 1 / (1 + sigma);
    }

    @Override
    public double noise(double sigma) {
      return sigma / (1 + sigma);
    }
  }

  /**
   * Noise prediction at the thousand levels of a variance-preserving schedule: clean = x - sigma
   * F(z; t). Ho et al. 2020, equation 12.
   */
  record NoisePrediction(VariancePreserving schedule) implements Preconditioning {

    @Override
    public double skip(double sigma) {
      return 1;
    }

    @Override
    public double out(double sigma) {
      return -sigma;
    }

    @Override
    public double in(double sigma) {
      return 1 / Math.sqrt(1 + sigma * sigma);
    }

    @Override
    public double noise(double sigma) {
      return schedule.nearest(sigma) / (double) VariancePreserving.LEVELS;
    }
  }

  /** The preconditioning of a configuration's word. */
  static Preconditioning named(String word) {
    return switch (word) {
      case "edm" -> new Edm(1);
      case "flow" -> new RectifiedFlow();
      case "noise" -> new NoisePrediction(VariancePreserving.xreal());
      default ->
          throw new RequestException("prediction", "", "'" + word + "'", "flow, edm or noise");
    };
  }
}
