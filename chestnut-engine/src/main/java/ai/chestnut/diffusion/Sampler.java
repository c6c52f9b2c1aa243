package ai.chestnut.diffusion;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
            Walk walk = new Walk(owned(() -> Tensors.scaled(start, sigmas[0])));
            try {
              walk.on(x -> hook.after(-1, sigmas[0], x));
              for (int i = 0; i < sigmas.length - 1; i++) {
                int step = i;
                walk.on(x -> solver.step(denoiser, x, sigmas[step], sigmas[step + 1], trajectory));
                walk.on(x -> hook.after(step, sigmas[step + 1], x));
                progress.advance(Step.of("sampling", i + 1L, sigmas.length - 1L));
              }
              return Scope.handed(walk.x);
            } catch (RuntimeException stopped) {
              walk.x.close();
              throw stopped;
            }
          }
        });
  }

  /** The latents of the moment, owned; every move frees those before. */
  private static final class Walk {

    private Tensor x;

    Walk(Tensor start) {
      this.x = start;
    }

    void on(UnaryOperator<Tensor> move) {
      Tensor before = x;
      x = owned(() -> move.apply(before));
      before.close();
    }
  }

  private static Tensor owned(Supplier<Tensor> work) {
    return Scope.computing(() -> Scope.owned(work.get()));
  }
}
