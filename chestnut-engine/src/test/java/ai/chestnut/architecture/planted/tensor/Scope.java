package ai.chestnut.architecture.planted.tensor;

import org.bytedeco.javacpp.PointerScope;

/** Innocent: this room may. */
public final class Scope {
  private Scope() {}

  public static void open() {
    new PointerScope().close();
  }
}
