package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether films show what they were asked to show: the mean area under the curve of what is read
 * off films against what is said of them, over the findings that both sets have. The fault is
 * planted by dealing the labels out anew. Two readers: the judge, and a probe that learns the
 * labels from the real films of the run.
 */
final class LabelAlarm {

  private LabelAlarm() {}

  static Optional<Alarm> byJudge(Scene scene) {
    return alarm(
        AlarmKind.LABELS, scene, scene.judge(), judged(scene.real()), judged(scene.synthetic()));
  }

  static Optional<Alarm> byProbe(Scene scene) {
    LabelProbe probe = LabelProbe.fitted(scene.real());
    return alarm(
        AlarmKind.LABELS_BY_PROBE,
        scene,
        "ridge probe on 16x16 grey, tones and octaves",
        new LabelScores(scene.real().set().entries(), probe.outOfFold()),
        new LabelScores(
            scene.synthetic().set().entries(),
            scene.synthetic().films().stream().map(probe::of).toList()));
  }

  private static LabelScores judged(Readings set) {
    List<Map<Finding, Double>> scores =
        set.films().stream().map(film -> film.judged().probabilities()).toList();
    return new LabelScores(set.set().entries(), scores);
  }

  private static Optional<Alarm> alarm(
      AlarmKind kind, Scene scene, String reader, LabelScores real, LabelScores synthetic) {
    List<Finding> both = real.findings().stream().filter(synthetic.findings()::contains).toList();
    if (both.isEmpty()) {
      return Optional.empty();
    }
    Draws draws = scene.draws();
    double[][] areas = new double[draws.draws().size()][];
    for (int i = 0; i < areas.length; i++) {
      Draw draw = draws.draws().get(i);
      areas[i] =
          new double[] {
            synthetic.meanAuroc(both, draw.synthetic()),
            real.meanAuroc(both, draw.real()),
            real.meanAuroc(both, draw.real(), dealt(draw.real(), i))
          };
    }
    return Optional.of(
        Alarm.of(
            kind,
            "mean area under the curve over " + both.size() + " findings",
            reader,
            draws.n(),
            Spreads.column(areas, 0),
            Spreads.column(areas, 1),
            Spreads.column(areas, 2)));
  }

  private static int[] dealt(int[] films, int draw) {
    int[] order = RandomStream.of(0, draw, "alarm/labels").permutation(films.length);
    int[] dealt = new int[films.length];
    for (int i = 0; i < dealt.length; i++) {
      dealt[i] = films[order[i]];
    }
    return dealt;
  }
}
