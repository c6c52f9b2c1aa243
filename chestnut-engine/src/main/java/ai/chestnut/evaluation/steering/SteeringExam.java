package ai.chestnut.evaluation.steering;

import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.expert.MaskThreshold;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Steering;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * For each finding and noise four films: without it, and with a little, more and much of it on one
 * side. The judges' classifier (or, where it does not know the finding, their segmenter's highest
 * pixel) tells presence; the segmenter's area tells side and severity.
 */
public final class SteeringExam {

  /** Makes the film of a prompt from the noise of an index. */
  @FunctionalInterface
  public interface FilmMaker {

    Radiograph make(Prompt prompt, int index);
  }

  private static final double HALF = 0.5;
  private static final int YOUNGEST = 30;
  private static final int SPREAD_YEARS = 45;

  /** Tells how much of a finding is on a film. */
  @FunctionalInterface
  interface Eye {

    Seen look(Radiograph film, Finding finding);
  }

  /**
   * What is seen of one finding on one film.
   *
   * @param presence larger where it is surer
   * @param left pixels of it on the patient's left, the right of the image
   * @param right likewise
   */
  record Seen(double presence, int left, int right) {

    int area() {
      return left + right;
    }

    boolean on(Laterality side) {
      return side == Laterality.LEFT ? left > right : right > left;
    }
  }

  private final List<Finding> known;
  private final Eye eye;
  private final FilmMaker maker;

  /**
   * @param judges borrowed; they must have a lesion segmenter
   */
  public SteeringExam(ExpertPanel judges, FilmMaker maker) {
    this(
        segmenter(judges).config().findings(),
        (film, finding) -> look(judges, film, finding),
        maker);
  }

  SteeringExam(List<Finding> known, Eye eye, FilmMaker maker) {
    this.known = List.copyOf(known);
    this.eye = eye;
    this.maker = maker;
  }

  private static LesionSegmenter segmenter(ExpertPanel judges) {
    return judges
        .experts()
        .lesions()
        .orElseThrow(
            () -> new RequestException("judges", "", "no lesion segmenter", "one to see with"));
  }

  /** Findings that the judges' segmenter knows. */
  public List<Finding> known() {
    return known;
  }

  /**
   * Figures of the findings, in their order.
   *
   * @param noises how many, each of four films; sides take turns
   */
  public List<Steering.Figure> sit(List<Finding> findings, int noises, Progress progress) {
    List<Steering.Figure> figures = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      figures.addAll(figures(findings.get(i), noises));
      progress.advance(Step.of("measuring steering", i + 1, findings.size()));
    }
    return figures;
  }

  private List<Steering.Figure> figures(Finding finding, int noises) {
    if (!known.contains(finding)) {
      throw new RequestException(
          "steering", "--findings", finding.canonicalName(), "a finding that the judges see");
    }
    boolean sided = !Places.of(finding).sides().isEmpty();
    List<Severity> severities = List.of(Severity.values());
    double[] scores = new double[noises * (1 + severities.size())];
    boolean[] truth = new boolean[scores.length];
    Map<Laterality, int[]> hits =
        Map.of(Laterality.LEFT, new int[2], Laterality.RIGHT, new int[2]); // hits, films
    int rising = 0;
    int pairs = 0;
    for (int noise = 0; noise < noises; noise++) {
      Laterality side = noise % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT;
      int at = noise * (1 + severities.size());
      scores[at] = eye.look(film(noise, List.of()), finding).presence();
      List<Integer> areas = new ArrayList<>();
      for (Severity severity : severities) {
        Observation asked = Observation.present(finding).withSeverity(severity);
        Seen seen =
            eye.look(film(noise, List.of(sided ? asked.withLaterality(side) : asked)), finding);
        scores[++at] = seen.presence();
        truth[at] = true;
        areas.add(seen.area());
        int[] count = hits.getOrDefault(side, new int[2]);
        count[0] += seen.on(side) ? 1 : 0;
        count[1]++;
      }
      for (int less = 0; less < areas.size(); less++) {
        for (int more = less + 1; more < areas.size(); more++) {
          rising += areas.get(more) > areas.get(less) ? 1 : 0;
          pairs++;
        }
      }
    }
    List<Steering.Figure> figures = new ArrayList<>();
    BinaryScores told = BinaryScores.of(scores, truth);
    Interval presence =
        Bootstrap.of("steering " + finding.slug())
            .percentile(SampleUnits.films(truth), told::auroc);
    figures.add(figure(finding, Steering.PRESENCE, "any", presence, scores.length));
    for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
      int[] count = hits.getOrDefault(side, new int[2]);
      if (sided && count[1] > 0) {
        figures.add(
            figure(
                finding,
                Steering.SIDE,
                side.word(),
                Interval.wilson(count[0], count[1]),
                count[1]));
      }
    }
    figures.add(
        figure(finding, Steering.SEVERITY, "any", Interval.wilson(rising, pairs), 3 * noises));
    return figures;
  }

  private static Steering.Figure figure(
      Finding finding, String measure, String side, Interval value, int films) {
    return new Steering.Figure(
        finding.slug(), measure, side, value.value(), value.low(), value.high(), films);
  }

  /** The same person for the same noise, whatever is asked for. */
  private Radiograph film(int noise, List<Observation> observations) {
    View view = noise / 2 % 2 == 0 ? View.PA : View.AP;
    Sex sex = noise / 4 % 2 == 0 ? Sex.FEMALE : Sex.MALE;
    int age = YOUNGEST + noise * 17 % SPREAD_YEARS;
    Prompt prompt =
        Prompt.of(Optional.of(view), Optional.of(sex), OptionalInt.of(age), observations);
    return maker.make(prompt, noise);
  }

  private static Seen look(ExpertPanel judges, Radiograph film, Finding finding) {
    float[] map = segmenter(judges).probabilities(film).getOrDefault(finding, new float[0]);
    double threshold = judges.calibration().mask(finding).map(MaskThreshold::pixel).orElse(HALF);
    int left = 0;
    int right = 0;
    float highest = 0;
    for (int i = 0; i < map.length; i++) {
      highest = Math.max(highest, map[i]);
      if (map[i] >= threshold) {
        if (i % film.width() >= film.width() / 2) {
          left++; // the patient's left is on the right of the image
        } else {
          right++;
        }
      }
    }
    double presence =
        judges
            .experts()
            .findings()
            .filter(net -> net.config().findings().contains(finding))
            .map(net -> net.logits(film).getOrDefault(finding, 0.0))
            .orElse((double) highest);
    return new Seen(presence, left, right);
  }
}
