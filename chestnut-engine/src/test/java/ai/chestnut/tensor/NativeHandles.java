package ai.chestnut.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;

/**
 * The fixture behind every statement on lifetimes: counts open native handles and live native bytes
 * around repeated runs. A handle that is open and unreachable would be freed by the collector and
 * hide a leak, so the collector is not asked.
 */
public final class NativeHandles {

  private NativeHandles() {}

  /** Runs the work twice to warm up, then again, and holds that no handle stays behind. */
  public static void assertFlat(int runs, Runnable work) {
    work.run();
    work.run();
    long handles = Pointer.totalCount();
    long bytes = Pointer.totalBytes();
    for (int i = 0; i < runs; i++) {
      work.run();
    }
    assertThat(Pointer.totalCount() - handles)
        .as("native handles left open after " + runs + " runs")
        .isLessThanOrEqualTo(0);
    assertThat(Pointer.totalBytes() - bytes)
        .as("native bytes left after " + runs + " runs")
        .isLessThanOrEqualTo(0);
  }
}
