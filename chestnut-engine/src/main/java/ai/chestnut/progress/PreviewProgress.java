package ai.chestnut.progress;

/**
 * A watcher who also wants to see a film before it is finished. Looking changes nothing of what is
 * made.
 */
public interface PreviewProgress extends Progress {

  /**
   * Whether the film after a step is worth the time of drawing it.
   *
   * @param step 0-based
   */
  boolean wantsPreview(int step, int steps);

  /**
   * Hands over the best guess of the moment.
   *
   * @param side width and height in pixels
   * @param unit side * side greys, nominally in [0, 1], row-major
   */
  void preview(int side, float[] unit);
}
