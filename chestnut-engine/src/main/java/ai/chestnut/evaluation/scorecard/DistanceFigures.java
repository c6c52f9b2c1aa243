package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Scene;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Distances between sets of points, each beside its floor. */
record DistanceFigures(Scene scene, List<SetDistance> wanted) {

  /** The first section of a scorecard. */
  static final String FIDELITY = "fidelity";

  /**
   * @param prefix of the ids; may be empty
   * @param row of the figures; may be empty
   */
  List<Figure> of(
      String section, String prefix, String row, Draws draws, Progress progress, String phase) {
    Map<SetDistance, double[]> synthetic = new EnumMap<>(SetDistance.class);
    Map<SetDistance, double[]> floor = new EnumMap<>(SetDistance.class);
    for (SetDistance distance : wanted) {
      synthetic.put(distance, new double[Draws.COUNT]);
      floor.put(distance, new double[Draws.COUNT]);
    }
    for (int i = 0; i < Draws.COUNT; i++) {
      Draw draw = draws.draws().get(i);
      double[][] reference = scene.real().points(draw.reference());
      put(synthetic, i, reference, scene.synthetic().points(draw.synthetic()));
      put(floor, i, reference, scene.real().points(draw.real()));
      progress.advance(Step.of(phase, i + 1L, Draws.COUNT));
    }
    List<Figure> figures = new ArrayList<>();
    for (SetDistance distance : wanted) {
      Spread found = Spread.of(synthetic.getOrDefault(distance, new double[0]));
      if (!found.defined()) {
        continue;
      }
      Measure measure =
          new Measure(
              prefix + distance.id(),
              section,
              distance.label(),
              row,
              scene.space(),
              distance.better());
      figures.add(
          new Figure(
              measure,
              draws.n(),
              found,
              Optional.of(Spread.of(floor.getOrDefault(distance, new double[0])))));
    }
    return figures;
  }

  private void put(
      Map<SetDistance, double[]> into, int draw, double[][] reference, double[][] other) {
    SetDistance.between(reference, other, wanted)
        .forEach(
            (distance, value) ->
                into.computeIfPresent(distance, (key, all) -> set(all, draw, value)));
  }

  private static double[] set(double[] all, int at, double value) {
    all[at] = value;
    return all;
  }
}
