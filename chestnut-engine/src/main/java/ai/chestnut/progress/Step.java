package ai.chestnut.progress;

/**
 * One finished unit of long work.
 *
 * @param phase what is going on, such as {@code "sampling"}
 * @param done units finished, 1-based after the first
 * @param total units in all; 0 where nobody knows
 * @param note a short word beside the count (a loss, a file), or empty
 */
public record Step(String phase, long done, long total, String note) {

  public static Step of(String phase, long done, long total) {
    return new Step(phase, done, total, "");
  }
}
