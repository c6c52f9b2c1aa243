package ai.chestnut.evaluation.learner;

import ai.chestnut.expert.FilmFrame;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;

/**
 * A film and what is to be said of it, both in one byte a number.
 *
 * @param square the film fitted into a square, mean 0 and deviation 1, in steps of 1 / {@value
 *     #STEPS}; [s * s]
 * @param target 1, 0 or {@link #UNKNOWN} for each output of the net: [k], or [k * s * s] where it
 *     draws planes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Lesson(byte[] square, byte[] target) {

  /** A target that teaches nothing. */
  public static final byte UNKNOWN = -1;

  static final int STEPS = 32;

  /** The film as a net sees it. */
  public static byte[] square(Radiograph film, int side) {
    float[] values = FilmFrame.of(film, side).values(film);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(-127, Math.min(127, Math.round(values[i] * STEPS)));
    }
    return bytes;
  }

  /** A mask of the film's size where the film lies in the square; nothing is in the surround. */
  public static byte[] square(Mask mask, int side) {
    FilmFrame frame = new FilmFrame(mask.width(), mask.height(), side);
    Mask fitted = mask.resized(frame.width(), frame.height());
    byte[] bytes = new byte[side * side];
    fitted.bits().stream()
        .forEach(
            i -> {
              int x = frame.left() + i % frame.width();
              int y = frame.top() + i / frame.width();
              bytes[y * side + x] = 1;
            });
    return bytes;
  }

  /** With the target that all films of a kind share. */
  public static Lesson of(byte[] square, boolean yes) {
    byte[] target = new byte[1];
    Arrays.fill(target, (byte) (yes ? 1 : 0));
    return new Lesson(square, target);
  }
}
