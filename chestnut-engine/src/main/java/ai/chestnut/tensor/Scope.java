package ai.chestnut.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The one place where native scopes are opened. Loops own scopes, layers borrow: everything native
 * that the work makes on this thread is freed when it ends, save what it yields.
 *
 * <p>JavaCPP facts behind this class: {@code detach} frees at once, so the hand-over is {@code
 * outer.attach} before the inner scope closes; where there is no outer scope, the yielded handle is
 * retained and its receiver closes it.
 */
public final class Scope {

  private Scope() {}

  /**
   * Runs the work in a scope of its own and hands its result to the enclosing scope, or, where
   * there is none, to the caller, who must then {@link Pointer#close close} it.
   */
  public static <P extends Pointer> P yielding(Supplier<P> work) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      P result = work.get();
      if (outer == null) {
        result.retainReference();
      } else {
        outer.attach(result);
      }
      return result;
    }
  }

  /** Runs the work in a scope of its own; its result is no native object. */
  public static <T> T computing(Supplier<T> work) {
    try (PointerScope inner = new PointerScope()) {
      return work.get();
    }
  }

  /** Runs the work in a scope of its own. */
  public static void running(Runnable work) {
    try (PointerScope inner = new PointerScope()) {
      work.run();
    }
  }

  /**
   * Takes a handle out of every scope: whoever calls this owns it and must {@link Pointer#close
   * close} it.
   */
  public static <P extends Pointer> P owned(P handle) {
    handle.retainReference();
    return handle;
  }

  /**
   * Gives an owned handle to the enclosing scope, or, where there is none, leaves it to the caller,
   * who must then {@link Pointer#close close} it.
   */
  public static <P extends Pointer> P handed(P owned) {
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      outer.attach(owned);
      owned.releaseReference();
    }
    return owned;
  }
}
