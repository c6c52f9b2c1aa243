package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.SmallNet;
import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether each finding is there. Scored by the area under the curve of each finding and their mean;
 * a finding with fewer than {@value #LEAST} test films of either kind is left out.
 */
record FindingTask(List<Finding> findings) implements UtilityTask {

  /** Test films with, and without, that a finding needs. */
  static final int LEAST = 5;

  static FindingTask named(List<String> names) {
    return new FindingTask(names.stream().map(FindingTask::named).toList());
  }

  static Finding named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(Finding.values())
        .filter(
            finding ->
                finding.slug().equals(wanted)
                    || finding.canonicalName().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "finding",
                    "task",
                    "'" + name + "'",
                    "one of " + Arrays.stream(Finding.values()).map(Finding::slug).toList()));
  }

  @Override
  public SmallNet net(NetShape shape, long seed) {
    return SmallNet.classifier(shape, findings.size(), seed);
  }

  @Override
  public Optional<byte[]> target(
      FilmSet set, int film, UtilityRecipe.Unmentioned unmentioned, int side) {
    Map<Finding, Integer> labels = set.entries().get(film).labels();
    byte silence = (byte) (unmentioned == UtilityRecipe.Unmentioned.ABSENT ? 0 : Lesson.UNKNOWN);
    byte[] target = new byte[findings.size()];
    boolean speaks = false;
    for (int i = 0; i < target.length; i++) {
      Integer label = labels.get(findings.get(i));
      target[i] = label == null ? silence : label < 0 ? Lesson.UNKNOWN : label.byteValue();
      speaks |= target[i] != Lesson.UNKNOWN;
    }
    return speaks ? Optional.of(target) : Optional.empty();
  }

  @Override
  public Answers answers(List<float[]> said, List<byte[]> targets, int side) {
    Map<String, Bootstrap.Statistic> each = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      int finding = i;
      int[] known =
          IntStream.range(0, targets.size())
              .filter(film -> targets.get(film)[finding] != Lesson.UNKNOWN)
              .toArray();
      long present = Arrays.stream(known).filter(f -> targets.get(f)[finding] == 1).count();
      if (present >= LEAST && known.length - present >= LEAST) {
        each.put("AUROC " + findings.get(i).canonicalName(), area(said, targets, known, finding));
      }
    }
    if (each.isEmpty()) {
      throw new RequestException(
          "test films",
          "classification",
          "no finding with " + LEAST + " films with and " + LEAST + " without it",
          "at least one such finding");
    }
    Map<String, Bootstrap.Statistic> measures = new LinkedHashMap<>();
    List<Bootstrap.Statistic> all = new ArrayList<>(each.values());
    measures.put(
        "mean AUROC",
        films ->
            all.stream()
                .mapToDouble(one -> one.of(films))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN));
    measures.putAll(each);
    return new Answers(measures);
  }

  private static Bootstrap.Statistic area(
      List<float[]> said, List<byte[]> targets, int[] known, int finding) {
    double[] scores = new double[known.length];
    boolean[] truth = new boolean[known.length];
    int[] place = new int[targets.size()];
    Arrays.fill(place, -1);
    for (int i = 0; i < known.length; i++) {
      scores[i] = Objects.requireNonNull(said.get(known[i]))[finding];
      truth[i] = targets.get(known[i])[finding] == 1;
      place[known[i]] = i;
    }
    BinaryScores scored = BinaryScores.of(scores, truth);
    return films ->
        scored.auroc(Arrays.stream(films).map(film -> place[film]).filter(i -> i >= 0).toArray());
  }
}
