package ai.chestnut.evaluation.learner;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The films of one step with their targets, each film shifted a little; what a shift uncovers is
 * the film's nearest edge.
 */
final class Batch {

  private final int side;
  private final int count;
  private final int questions;
  private final float[] films;
  private final float[] yes;
  private final float[] known;

  Batch(
      List<Lesson> lessons,
      NetShape shape,
      int questions,
      Schooling schooling,
      RandomStream random) {
    this.side = shape.side();
    this.count = schooling.batch();
    this.questions = questions;
    int target = lessons.get(0).target().length;
    this.films = new float[count * side * side];
    this.yes = new float[count * target];
    this.known = new float[count * target];
    int reach = (int) (schooling.shift() * side);
    for (int row = 0; row < count; row++) {
      Lesson lesson = random.pick(lessons);
      int dx = random.nextInt(2 * reach + 1) - reach;
      int dy = random.nextInt(2 * reach + 1) - reach;
      for (int i = 0; i < side * side; i++) {
        films[row * side * side + i] = lesson.square()[moved(i, dx, dy)] / (float) Lesson.STEPS;
      }
      boolean planes = target == questions * side * side && target > questions;
      for (int i = 0; i < target; i++) {
        int at = planes ? i / (side * side) * side * side + moved(i % (side * side), dx, dy) : i;
        byte value = lesson.target()[at];
        yes[row * target + i] = value == 1 ? 1 : 0;
        known[row * target + i] = value == Lesson.UNKNOWN ? 0 : 1;
      }
    }
  }

  private int moved(int pixel, int dx, int dy) {
    int x = Math.max(0, Math.min(side - 1, pixel % side + dx));
    int y = Math.max(0, Math.min(side - 1, pixel / side + dy));
    return y * side + x;
  }

  /** [n, 1, s, s] */
  Tensor films() {
    return Tensors.of(films, Device.CPU, count, 1, side, side);
  }

  /** 1 where the answer is yes: [n, k] or [n, k, s, s]. */
  Tensor yes(boolean planes) {
    return shaped(yes, planes);
  }

  /** 1 where the answer is known. */
  Tensor known(boolean planes) {
    return shaped(known, planes);
  }

  private Tensor shaped(float[] values, boolean planes) {
    return planes
        ? Tensors.of(values, Device.CPU, count, questions, side, side)
        : Tensors.of(values, Device.CPU, count, questions);
  }
}
