package ai.chestnut.synthesis;

import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.failure.RequestException;
import ai.chestnut.study.Facts;
import java.util.Map;

/**
 * How noise becomes latents.
 *
 * @param solver {@code dpm++2m}, {@code heun}, {@code euler} or {@code ddim}
 * @param steps at least 1
 * @param guidance weight 1 is the bare model; larger follows the text more and varies less
 */
public record Sampling(String solver, int steps, Guidance guidance) {

  private static final int STEPS_LIMIT = 1000;

  public Sampling {
    Solver.named(solver);
    if (steps < 1 || steps > STEPS_LIMIT) {
      throw new RequestException(
          "steps", "--steps", Integer.toString(steps), "1 to " + STEPS_LIMIT);
    }
  }

  /** DPM-Solver++ (2M), 25 steps, guidance 2.5 with half its over-exposure drawn back. */
  public static Sampling standard() {
    return new Sampling("dpm++2m", 25, new Guidance(2.5, 0.5));
  }

  public Sampling withSteps(int steps) {
    return new Sampling(solver, steps, guidance);
  }

  public Sampling withGuidance(double weight) {
    return new Sampling(solver, steps, new Guidance(weight, guidance.rescale()));
  }

  public Sampling withSolver(String solver) {
    return new Sampling(solver, steps, guidance);
  }

  /** The levels to visit. */
  NoiseSchedule schedule() {
    return new NoiseSchedule.Karras(0.02, 80, 5);
  }

  /** For provenance. */
  Facts facts() {
    return new Facts(
        Map.of(
            "solver",
            solver,
            "steps",
            steps,
            "guidance",
            guidance.weight(),
            "rescale",
            guidance.rescale(),
            "schedule",
            "karras 0.02 80 5"));
  }
}
