package ai.chestnut.layout;

/** Index arithmetic of two grids over the same picture. */
final class Grid {

  private Grid() {}

  /** The sample of {@code from} that contains the centre of sample {@code i} of {@code to}. */
  static int nearest(int i, int to, int from) {
    return (int) ((2L * i + 1) * from / (2L * to));
  }
}
