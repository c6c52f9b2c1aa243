package ai.chestnut.training;

import ai.chestnut.adversarial.Growth;
import ai.chestnut.adversarial.ProgressiveConfig;
import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * When progressive networks grow, as shares of the training, so that it holds for a training by
 * steps as for one by the clock.
 *
 * @param stages one for each side from 4 pixels up, each twice the one before
 */
public record GrowthPlan(List<GrowthPlan.Stage> stages) {

  /**
   * The time at one side.
   *
   * @param side pixels
   * @param share of the training, in (0, 1]; those of all stages make 1
   * @param fade share of the stage in which the new block comes in; 0 at 4 pixels
   * @param batch films a step
   * @param rate factor on the recipe's learning rate
   */
  public record Stage(int side, double share, double fade, int batch, double rate) {

    public Stage {
      if (!(share > 0 && share <= 1) || !(fade >= 0 && fade <= 1) || batch < 1 || !(rate > 0)) {
        throw new RequestException(
            "growth stage of " + side + " pixels",
            "share, fade, batch, rate",
            share + ", " + fade + ", " + batch + ", " + rate,
            "share in (0, 1], fade in [0, 1], batch at least 1, rate above 0");
      }
    }
  }

  private static final double ROUNDING = 1e-6;

  public GrowthPlan {
    stages = List.copyOf(stages);
    double whole = stages.stream().mapToDouble(Stage::share).sum();
    if (!(Math.abs(whole - 1) < ROUNDING)) {
      throw new RequestException("growth stages", "share", "a sum of " + whole, "1");
    }
    int side = ProgressiveConfig.FIRST_SIDE;
    for (Stage stage : stages) {
      if (stage.side() != side) {
        throw new RequestException(
            "growth stages",
            "side",
            stages.stream().map(Stage::side).toList().toString(),
            "4, 8, 16, ...");
      }
      side *= 2;
    }
    if (stages.get(0).fade() != 0) {
      throw new RequestException(
          "growth stages", "fade", Double.toString(stages.get(0).fade()), "0 at 4 pixels");
    }
  }

  /**
   * The level at a moment of the training.
   *
   * @param share of the training that is done, in [0, 1]
   */
  int level(double share) {
    double end = 0;
    for (int level = 0; level < stages.size(); level++) {
      end += stages.get(level).share();
      if (share < end) {
        return level;
      }
    }
    return stages.size() - 1;
  }

  /** Level and fade at a moment of the training. */
  Growth growth(double share) {
    int level = level(share);
    Stage stage = stages.get(level);
    double start = stages.subList(0, level).stream().mapToDouble(Stage::share).sum();
    double fading = stage.fade() * stage.share();
    double fade = fading == 0 ? 1 : Math.max(0, Math.min(1, (share - start) / fading));
    return new Growth(level, level == 0 ? 1 : fade);
  }
}
