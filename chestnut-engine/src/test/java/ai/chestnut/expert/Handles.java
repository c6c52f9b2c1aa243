package ai.chestnut.expert;

import org.bytedeco.javacpp.Pointer;

/** Live native handles of this process. */
final class Handles {

  private Handles() {}

  /**
   * Their number once the collector has taken what earlier tests left behind, so that nothing but
   * the code under test changes it.
   */
  static long settled() throws InterruptedException {
    long last = -1;
    int still = 0;
    while (still < 5) {
      System.gc();
      Thread.sleep(20); // the deallocator has a thread of its own
      long now = Pointer.totalCount();
      still = now == last ? still + 1 : 0;
      last = now;
    }
    return last;
  }
}
