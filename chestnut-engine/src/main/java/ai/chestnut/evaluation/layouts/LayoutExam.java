package ai.chestnut.evaluation.layouts;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.detector.ConvolutionalDiscriminator;
import ai.chestnut.evaluation.detector.Detection;
import ai.chestnut.evaluation.detector.Discriminator;
import ai.chestnut.evaluation.detector.LogisticDiscriminator;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.placement.Placed;
import ai.chestnut.placement.Placement;
import ai.chestnut.placement.RandomPlacement;
import ai.chestnut.placement.RulePlacement;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines a placement on the anatomies and prompts of films whose masks are known: how it keeps to
 * what is asked, how well its masks are told from theirs beside masks by rule, how findings come
 * together beside masks by chance, how much it varies.
 *
 * @param learned what is examined
 * @param seed of everything that is drawn
 */
public record LayoutExam(Placement learned, long seed) {

  private static final int SEEDS = 4;
  private static final int VARIED = 16;

  /** Figures by name, in the order in which they were measured. */
  public Map<String, String> sit(Manifest manifest, List<ManifestRow> rows, Progress progress) {
    List<KnownLayout> known =
        rows.stream()
            .filter(row -> row.masks().anatomy().isPresent())
            .map(row -> KnownLayout.of(manifest, row))
            .toList();
    List<KnownLayout> shown = known.stream().filter(k -> !k.pathology().masks().isEmpty()).toList();
    if (shown.size() < Detection.FOLDS) {
      throw new RequestException(
          "layouts", manifest.folder().toString(), shown.size() + " films with masks", "more");
    }
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("films with masks", Integer.toString(shown.size()));
    Map<String, List<Placed>> made = new LinkedHashMap<>();
    Map<String, Placement> systems = new LinkedHashMap<>();
    systems.put("learned", learned);
    systems.put("rules", new RulePlacement());
    systems.put("chance", new RandomPlacement(frequencies(shown)));
    systems.forEach((name, system) -> made.put(name, placed(name, system, shown, progress)));
    made.forEach((name, placed) -> keeping(name, shown, placed, figures));
    normal(shown, figures, progress);
    severity(shown, figures, progress);
    diversity(shown, figures, progress);
    List<PathologyMap> truth = shown.stream().map(KnownLayout::pathology).toList();
    made.forEach(
        (name, placed) ->
            figures.put(
                name + " co-occurrence error",
                Figures.number(Togetherness.difference(truth, handed(placed)))));
    for (String name : List.of("learned", "rules")) {
      told(name, shown, made.getOrDefault(name, List.of()), figures, progress);
    }
    return figures;
  }

  private List<Placed> placed(
      String name, Placement system, List<KnownLayout> shown, Progress progress) {
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      KnownLayout one = shown.get(i);
      placed.add(system.place(one.anatomy(), one.prompt(), stream(i, "exam")));
      progress.advance(Step.of("placing, " + name, i + 1, shown.size()));
    }
    return placed;
  }

  private RandomStream stream(int index, String purpose) {
    return RandomStream.of(seed, index, "layout " + purpose);
  }

  private static List<PathologyMap> handed(List<Placed> placed) {
    return placed.stream().map(Placed::pathology).toList();
  }

  private static Map<Finding, Double> frequencies(List<KnownLayout> shown) {
    Map<Finding, Double> frequencies = new EnumMap<>(Finding.class);
    for (KnownLayout one : shown) {
      one.pathology()
          .masks()
          .keySet()
          .forEach(finding -> frequencies.merge(finding, 1.0 / shown.size(), Double::sum));
    }
    return frequencies;
  }

  private static void keeping(
      String name, List<KnownLayout> shown, List<Placed> placed, Map<String, String> figures) {
    PlacementMarks raw = new PlacementMarks();
    PlacementMarks handed = new PlacementMarks();
    for (int i = 0; i < placed.size(); i++) {
      KnownLayout one = shown.get(i);
      raw.add(one.prompt(), one.anatomy(), placed.get(i).raw());
      handed.add(one.prompt(), one.anatomy(), placed.get(i).pathology());
    }
    Figures.marks(name + " raw", raw, figures);
    Figures.marks(name, handed, figures);
  }

  /** Raw masks of the prompt of a normal film: there should be none. */
  private void normal(List<KnownLayout> known, Map<String, String> figures, Progress progress) {
    long empty = 0;
    long asked = 0;
    for (int i = 0; i < Math.min(VARIED, known.size()); i++) {
      KnownLayout one = known.get(i);
      Prompt bare =
          Prompt.of(one.prompt().view(), one.prompt().sex(), one.prompt().ageYears(), List.of());
      asked++;
      empty +=
          learned.place(one.anatomy(), bare, stream(i, "normal")).raw().masks().isEmpty() ? 1 : 0;
      progress.advance(Step.of("placing, normal", i + 1, VARIED));
    }
    figures.put(
        "learned normal prompts without any raw mask", Figures.of(Interval.wilson(empty, asked)));
  }

  private void severity(List<KnownLayout> shown, Map<String, String> figures, Progress progress) {
    for (Severity severity : Severity.values()) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < Math.min(VARIED, shown.size()); i++) {
        KnownLayout one = shown.get(i);
        Observation first = one.prompt().observations().get(0);
        Prompt asked = only(one.prompt(), first.withSeverity(severity));
        Optional<Mask> mask =
            learned
                .place(one.anatomy(), asked, stream(i, "severity"))
                .pathology()
                .of(first.finding());
        if (mask.isPresent() && first.finding() != Finding.CARDIOMEGALY) {
          sum += (double) mask.get().area() / one.anatomy().lungs().area();
          count++;
        }
        progress.advance(Step.of("placing, " + severity.word(), i + 1, VARIED));
      }
      figures.put(
          "learned mean share of the lungs, " + severity.word(),
          Figures.number(sum / Math.max(1, count)));
    }
  }

  private static Prompt only(Prompt prompt, Observation one) {
    return Prompt.of(prompt.view(), prompt.sex(), prompt.ageYears(), List.of(one));
  }

  /** One minus the overlap of masks of one prompt in one anatomy. */
  private void diversity(List<KnownLayout> shown, Map<String, String> figures, Progress progress) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < Math.min(VARIED, shown.size()); i++) {
      KnownLayout one = shown.get(i);
      Observation first = one.prompt().observations().get(0);
      if (first.finding() != Finding.CARDIOMEGALY) { // which is the heart
        List<Mask> masks = new ArrayList<>();
        for (int time = 0; time < SEEDS; time++) {
          learned
              .place(one.anatomy(), only(one.prompt(), first), stream(i, "seed " + time))
              .pathology()
              .of(first.finding())
              .ifPresent(masks::add);
        }
        for (int a = 0; a < masks.size(); a++) {
          for (int b = a + 1; b < masks.size(); b++) {
            sum += 1 - masks.get(a).iou(masks.get(b));
            pairs++;
          }
        }
      }
      progress.advance(Step.of("placing, other seeds", i + 1, VARIED));
    }
    figures.put(
        "learned mean distance between seeds (1 - IoU)", Figures.number(sum / Math.max(1, pairs)));
  }

  private void told(
      String name,
      List<KnownLayout> shown,
      List<Placed> placed,
      Map<String, String> figures,
      Progress progress) {
    List<byte[]> squares = new ArrayList<>();
    List<double[]> numbers = new ArrayList<>();
    List<String> people = new ArrayList<>();
    boolean[] synthetic = new boolean[2 * shown.size()];
    for (int i = 0; i < synthetic.length; i++) {
      boolean ours = i >= shown.size();
      KnownLayout one = shown.get(i % shown.size());
      PathologyMap masks = ours ? placed.get(i % shown.size()).pathology() : one.pathology();
      synthetic[i] = ours;
      people.add((ours ? "made " : "") + one.patient());
      int side = ConvolutionalDiscriminator.SIDE;
      squares.add(Lesson.square(LayoutPicture.of(one.anatomy(), masks, side), side));
      numbers.add(LayoutPicture.numbers(one.anatomy(), masks));
    }
    List<Discriminator> judges =
        List.of(
            new LogisticDiscriminator("ten numbers of masks", numbers.toArray(double[][]::new)),
            ConvolutionalDiscriminator.small(squares));
    for (Discriminator judge : judges) {
      Detection found = Detection.of(judge, people, synthetic, 1, progress);
      figures.put(name + " told from held-out masks by " + judge.name(), Figures.of(found.auroc()));
    }
  }
}
