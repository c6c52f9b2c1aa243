package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * One step from a noise level to the next. Knows a denoiser, nothing of networks, schedules or
 * guidance.
 */
public sealed interface Solver permits Euler, Heun, Ddim, DpmSolver2M {

  /**
   * @param x noisy latents [n, c, h, w] at level {@code sigma}; borrowed
   * @param next level to reach, below {@code sigma}, at least 0
   * @param trajectory fresh noise, and the estimate of the step before
   */
  Tensor step(Denoiser denoiser, Tensor x, double sigma, double next, Trajectory trajectory);

  /** The word of {@link #named}. */
  String word();

  /**
   * The solver of a command-line or recipe word: {@code dpm++2m}, {@code heun}, {@code euler},
   * {@code ddim}.
   */
  static Solver named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "dpm++2m" -> new DpmSolver2M();
      case "heun" -> new Heun();
      case "euler" -> new Euler();
      case "ddim" -> new Ddim(0);
      default ->
          throw new RequestException(
              "solver", "", "'" + word + "'", "dpm++2m, heun, euler or ddim");
    };
  }
}
