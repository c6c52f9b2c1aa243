package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.SmallNet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the target is, at every pixel. Scored by the mean Dice of films that show it. */
record MaskTask(Target what) implements UtilityTask {

  private static final float LIKELIER_THAN_NOT = 0.5f;

  @Override
  public SmallNet net(NetShape shape, long seed) {
    return SmallNet.segmenter(shape, 1, seed);
  }

  @Override
  public Optional<byte[]> target(
      FilmSet set, int film, UtilityRecipe.Unmentioned unmentioned, int side) {
    return what.in(set.entries().get(film), set.declared(film))
        .map(mask -> Lesson.square(mask, side));
  }

  @Override
  public Answers answers(List<float[]> said, List<byte[]> targets, int side) {
    double[] dice = new double[said.size()];
    for (int film = 0; film < dice.length; film++) {
      dice[film] = dice(said.get(film), targets.get(film));
    }
    return new Answers(Map.of("Dice", films -> mean(dice, films)));
  }

  /** NaN for a film that does not show it: there Dice is all or nothing. */
  static double dice(float[] said, byte[] target) {
    double both = 0;
    double seen = 0;
    double there = 0;
    for (int i = 0; i < target.length; i++) {
      boolean yes = said[i] >= LIKELIER_THAN_NOT;
      seen += yes ? 1 : 0;
      there += target[i];
      both += yes ? target[i] : 0;
    }
    return there == 0 ? Double.NaN : 2 * both / (seen + there);
  }

  private static double mean(double[] values, int[] films) {
    double sum = 0;
    double count = 0;
    for (int film : films) {
      if (!Double.isNaN(values[film])) {
        sum += values[film];
        count++;
      }
    }
    return sum / count;
  }
}
