package ai.chestnut.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/** Switches autograd for a piece of work on this thread. */
public final class Gradients {

  private Gradients() {}

  /** Runs the work without recording a graph. */
  public static <T> T off(Supplier<T> work) {
    return with(false, work);
  }

  /** Runs the work while recording a graph. */
  public static <T> T on(Supplier<T> work) {
    return with(true, work);
  }

  private static <T> T with(boolean recording, Supplier<T> work) {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(recording);
    try {
      return work.get();
    } finally {
      GradMode.set_enabled(before);
    }
  }
}
