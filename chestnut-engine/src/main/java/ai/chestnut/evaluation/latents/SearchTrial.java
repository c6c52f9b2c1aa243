package ai.chestnut.evaluation.latents;

import ai.chestnut.adversarial.FoundLatent;
import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.adversarial.LatentTarget;
import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.models.FindingSearch;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The search for latents with some findings, held against drawing latents until one fits: for so
 * many searches, and for as much time as these took. What the filter classifier accepted is shown
 * to a judge that took no part.
 */
public final class SearchTrial {

  private static final int AT_ONCE = 16;
  private static final double SEEN = 0.5;
  private static final double NANOSECONDS = 1e9;

  private final FindingSearch findings;
  private final LatentSearch search;
  private final FindingClassifier judge;
  private final GateCalibration judgement;
  private final long seed;

  /**
   * @param judge a classifier that is not the search's; borrowed
   */
  public SearchTrial(
      FindingSearch findings,
      LatentSearch search,
      FindingClassifier judge,
      GateCalibration judgement,
      long seed) {
    this.findings = findings;
    this.search = search;
    this.judge = judge;
    this.judgement = judgement;
    this.seed = seed;
  }

  /**
   * What one way of getting films came to.
   *
   * @param films looked at in the end: searches, or random films
   * @param met by the filter classifier and the critic
   * @param confirmed of these by the judge, who sees every finding that was asked for
   * @param seconds that it took
   */
  public record Yield(int films, int met, int confirmed, double seconds) {

    /** Confirmed films a minute. */
    public double perMinute() {
      return seconds > 0 ? 60 * confirmed / seconds : 0;
    }
  }

  /**
   * One list of findings.
   *
   * @param wanted the list, in words
   * @param searched by searching
   * @param drawn by drawing random latents
   * @param meanSteps of the searches
   * @param meanAngle in degrees, from start to end
   * @param auroc the judge's, of films searched with against films searched without the first
   *     finding; empty where the judge does not know it
   * @param change of the judge's mean probabilities from start to end, of every finding it knows
   * @param pairs films at start and end of each search
   */
  public record Result(
      String wanted,
      Yield searched,
      Yield drawn,
      double meanSteps,
      double meanAngle,
      OptionalDouble auroc,
      Map<Finding, Double> change,
      List<Pair> pairs) {}

  /** A search's film before and after it. */
  public record Pair(Radiograph start, Radiograph end, boolean met) {}

  /**
   * Tries one list of findings.
   *
   * @param list such as {@code cardiomegaly; pleural effusion}
   * @param count searches
   */
  public Result of(String list, int count, Progress progress) {
    List<Observation> wanted = FindingList.parse(list);
    LatentTarget target = findings.target(prompt(wanted));
    RandomStream stream = RandomStream.of(seed, 0, "trial " + list);
    long begin = System.nanoTime();
    List<FoundLatent> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(findings.find(target, search, stream.child("search " + i), Progress.SILENT));
      progress.advance(Step.of(list, i + 1L, count));
    }
    double seconds = (System.nanoTime() - begin) / NANOSECONDS;
    List<Pair> pairs = new ArrayList<>();
    for (FoundLatent each : found) {
      pairs.add(new Pair(film(each.start()), film(each.latent()), each.met()));
    }
    List<Radiograph> met = pairs.stream().filter(Pair::met).map(Pair::end).toList();
    Yield searched = new Yield(count, met.size(), confirmed(met, wanted), seconds);
    return new Result(
        list,
        searched,
        drawn(target, wanted, seconds, stream.child("drawn")),
        found.stream().mapToInt(FoundLatent::steps).average().orElse(0),
        found.stream().mapToDouble(FoundLatent::angle).average().orElse(0),
        auroc(wanted, pairs, stream.child("without"), count),
        change(pairs),
        pairs);
  }

  private Yield drawn(
      LatentTarget target, List<Observation> wanted, double limit, RandomStream stream) {
    LatentSearch look = search.withSteps(0).withStarts(1);
    int films = 0;
    List<float[]> met = new ArrayList<>();
    long begin = System.nanoTime();
    double seconds = 0;
    while (seconds < limit) {
      RandomStream own = stream.child("batch " + films);
      for (FoundLatent each : findings.find(target, look, own, AT_ONCE, Progress.SILENT)) {
        if (each.met()) {
          met.add(each.latent());
        }
      }
      films += AT_ONCE;
      seconds = (System.nanoTime() - begin) / NANOSECONDS;
    }
    return new Yield(
        films, met.size(), confirmed(met.stream().map(this::film).toList(), wanted), seconds);
  }

  private Radiograph film(float[] latent) {
    return findings.film(latent, Byte.SIZE);
  }

  private int confirmed(List<Radiograph> films, List<Observation> wanted) {
    int confirmed = 0;
    for (Radiograph film : films) {
      Map<Finding, Double> seen = judge.probabilities(film, judgement);
      boolean all =
          wanted.stream().allMatch(each -> seen.getOrDefault(each.finding(), 1.0) >= SEEN);
      confirmed += all ? 1 : 0;
    }
    return confirmed;
  }

  /** Films with the finding against films that were searched for its absence. */
  private OptionalDouble auroc(
      List<Observation> wanted, List<Pair> with, RandomStream stream, int count) {
    Finding first = wanted.get(0).finding();
    if (!judge.config().findings().contains(first)) {
      return OptionalDouble.empty();
    }
    LatentTarget absent =
        findings.target(
            prompt(List.of(Observation.present(first).withCertainty(Certainty.ABSENT))));
    double[] scores = new double[2 * count];
    boolean[] truth = new boolean[2 * count];
    for (int i = 0; i < count; i++) {
      FoundLatent without =
          findings.find(absent, search, stream.child("search " + i), Progress.SILENT);
      scores[i] = logit(with.get(i).end(), first);
      truth[i] = true;
      scores[count + i] = logit(film(without.latent()), first);
    }
    BinaryScores all = BinaryScores.of(scores, truth);
    return OptionalDouble.of(all.auroc(all.all()));
  }

  private double logit(Radiograph film, Finding finding) {
    return judge.logits(film).getOrDefault(finding, 0.0);
  }

  private Map<Finding, Double> change(List<Pair> pairs) {
    Map<Finding, Double> change = new EnumMap<>(Finding.class);
    for (Pair pair : pairs) {
      Map<Finding, Double> before = judge.probabilities(pair.start(), judgement);
      judge
          .probabilities(pair.end(), judgement)
          .forEach(
              (finding, after) ->
                  change.merge(
                      finding,
                      (after - before.getOrDefault(finding, after)) / pairs.size(),
                      Double::sum));
    }
    return change;
  }

  private static Prompt prompt(List<Observation> observations) {
    return Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), observations);
  }
}
