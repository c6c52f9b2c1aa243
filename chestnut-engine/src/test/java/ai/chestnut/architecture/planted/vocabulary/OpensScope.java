package ai.chestnut.architecture.planted.vocabulary;

import org.bytedeco.javacpp.PointerScope;

/** Breaks the native rules: neither a native room nor the one that opens scopes. */
public final class OpensScope {
  private OpensScope() {}

  public static void open() {
    new PointerScope().close();
  }
}
