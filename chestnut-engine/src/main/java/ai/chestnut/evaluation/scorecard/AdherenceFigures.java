package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.LabelScores;
import ai.chestnut.evaluation.alarm.Scene;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/** How films agree with what was asked for and declared, as the judges see it. */
record AdherenceFigures(Scene scene) {

  private static final String SECTION = "adherence";

  /** Least films of a set that have a measure. */
  private static final int LEAST = 8;

  private static final Map<String, String> WORDS = words();

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("dice", "Dice");
    words.put("iou", "IoU");
    words.put("hd95", "95 % Hausdorff distance, % of width");
    words.put("ctr-error", "error of the cardiothoracic ratio");
    words.put("heart-side", "heart right of the middle, share of the lungs' breadth");
    words.put("lesion-iou", "lesion IoU");
    words.put("lesion-seen", "lesion seen by the judge, share");
    words.put("containment", "declared lesion in its allowed region, share");
    words.put("laterality", "lesion on the side asked for, share");
    words.put("view-agrees", "view as asked, share");
    words.put("sex-agrees", "sex as asked, share");
    words.put("age-error", "error of the age, years");
    words.put("alignment", "image–text alignment, cosine");
    words.put("alignment-margin", "own words over another film's, cosine");
    return words;
  }

  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    labels(figures);
    Map<String, Integer> counts = counts(scene.synthetic());
    Map<String, Integer> realCounts = counts(scene.real());
    WORDS.forEach(
        (kind, words) ->
            counts.forEach(
                (name, count) -> {
                  if (kind(name).equals(kind) && count >= LEAST) {
                    boolean floor = realCounts.getOrDefault(name, 0) >= LEAST;
                    figures.add(mean(name, words, count, floor));
                  }
                }));
    return figures;
  }

  private Figure mean(String name, String words, int count, boolean floor) {
    String part = name.contains("/") ? name.substring(name.indexOf('/') + 1) : "";
    MeanOfFilms of = new MeanOfFilms(name);
    Better better =
        switch (kind(name)) {
          case "hd95", "ctr-error", "age-error" -> Better.LOWER;
          case "heart-side" -> Better.LIKE_REAL;
          default -> Better.HIGHER;
        };
    return new Figure(
        new Measure(
            SECTION + "/" + name, SECTION, words, part.replace('-', ' '), scene.judge(), better),
        count,
        scene.draws().spread(draw -> of.of(scene.synthetic(), draw.synthetic())),
        floor
            ? Optional.of(scene.draws().spread(draw -> of.of(scene.real(), draw.real())))
            : Optional.empty());
  }

  private void labels(List<Figure> figures) {
    LabelScores synthetic = scores(scene.synthetic());
    LabelScores real = scores(scene.real());
    List<Finding> found = synthetic.findings();
    List<Finding> both = found.stream().filter(real.findings()::contains).toList();
    if (found.isEmpty()) {
      return;
    }
    figures.add(
        label(
            "auroc",
            "AUROC",
            "mean over " + found.size() + " findings",
            synthetic,
            (scores, films) -> scores.meanAuroc(found, films),
            both.size() == found.size() ? Optional.of(real) : Optional.empty()));
    figures.add(
        label(
            "f1",
            "F1 at probability one half",
            "mean over " + found.size() + " findings",
            synthetic,
            (scores, films) -> meanF1(scores, found, films),
            both.size() == found.size() ? Optional.of(real) : Optional.empty()));
    for (Finding finding : found) {
      Optional<LabelScores> floor = both.contains(finding) ? Optional.of(real) : Optional.empty();
      figures.add(
          label(
              "auroc/" + finding.slug(),
              "AUROC",
              finding.canonicalName(),
              synthetic,
              (scores, films) -> scores.auroc(finding, films),
              floor));
      figures.add(
          label(
              "f1/" + finding.slug(),
              "F1 at probability one half",
              finding.canonicalName(),
              synthetic,
              (scores, films) -> scores.f1(finding, films),
              floor));
    }
  }

  private Figure label(
      String id,
      String title,
      String row,
      LabelScores synthetic,
      ToDoubleBiFunction<LabelScores, int[]> figure,
      Optional<LabelScores> floor) {
    Spread spread =
        scene.draws().spread((Draw draw) -> figure.applyAsDouble(synthetic, draw.synthetic()));
    return new Figure(
        new Measure(SECTION + "/" + id, SECTION, title, row, scene.judge(), Better.HIGHER),
        scene.draws().n(),
        spread,
        floor.map(
            real -> scene.draws().spread((Draw draw) -> figure.applyAsDouble(real, draw.real()))));
  }

  private static double meanF1(LabelScores scores, List<Finding> findings, int[] films) {
    return findings.stream()
        .mapToDouble(finding -> scores.f1(finding, films))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static LabelScores scores(Readings set) {
    return new LabelScores(
        set.set().entries(),
        set.films().stream().map(film -> film.judged().probabilities()).toList());
  }

  private static Map<String, Integer> counts(Readings set) {
    Map<String, Integer> counts = new TreeMap<>();
    set.films()
        .forEach(
            film ->
                film.judged()
                    .measures()
                    .keySet()
                    .forEach(name -> counts.merge(name, 1, Integer::sum)));
    return counts;
  }

  private static String kind(String name) {
    return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
  }
}
