package ai.chestnut.diffusion;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Walks latents down the noise levels; owns one native scope per step. */
public final class Sampler {

  private final Solver solver;
  private final LatentHook hook;

  public Sampler(Solver solver, LatentHook hook) {
    this.solver = solver;
    this.hook = hook;
  }

  /**
   * @param start standard normal noise [n, c, h, w]; borrowed
   * @param sigmas decreasing levels, see {@link NoiseSchedule#sigmas}
   * @param noise fresh standard normal latents for solvers and hooks that want them
   * @return clean latents, handed to the caller's scope or, without one, to the caller
   */
  public Tensor sample(
      Denoiser denoiser, Tensor start, double[] sigmas, Supplier<Tensor> noise, Progress progress) {
    return Gradients.off(
        () -> {
          try (Trajectory trajectory = new Trajectory(noise)) {
            Tensor x = owned(() -> Tensors.scaled(start, sigmas[0]));
            for (int i = 0; i < sigmas.length - 1; i++) {
              Tensor before = x;
              double sigma = sigmas[i];
              double next = sigmas[i + 1];
              int step = i;
              x =
                  owned(
                      () ->
                          hook.after(
                              step, next, solver.step(denoiser, before, sigma, next, trajectory)));
              before.close();
              progress.advance(Step.of("sampling", i + 1L, sigmas.length - 1L));
            }
            return Scope.handed(x);
          }
        });
  }

  private static Tensor owned(Supplier<Tensor> work) {
    return Scope.computing(() -> Scope.owned(work.get()));
  }
}
