package ai.chestnut.evaluation.memorisation;

import ai.chestnut.archive.MemorisationVerdict;
import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether synthetic films copy the films that a generator was trained on. Each figure is the same
 * for training and held-out films, up to chance, if it does not; held-out films must be of the same
 * kind and of other people.
 *
 * @param features the space in which films were compared
 * @param synthetic how many synthetic films were looked at
 * @param train how many training films
 * @param heldOut how many held-out films
 * @param nearer share of synthetic films nearer to a training than to a held-out film, sets of
 *     equal size: {@link NearerShare}; resampled by real person
 * @param distanceRatio median distance of synthetic films to their nearest training film over that
 *     of held-out films; below 1 where synthetic films crowd around training films
 * @param membership AUROC of telling training from held-out films by the distance to the nearest
 *     synthetic film: the attack of Chen et al. (2020), section 4.1, that needs the films alone;
 *     resampled by person
 * @param copies pairs that stand out
 */
public record MemorisationCheck(
    String features,
    int synthetic,
    int train,
    int heldOut,
    Interval nearer,
    Interval distanceRatio,
    Interval membership,
    CopySuspects copies) {

  /** How far above chance a figure's whole interval may lie before the films stay in the house. */
  public static final double MARGIN = 0.1;

  /** Fewer held-out films than this say nothing about what is usual. */
  public static final int LEAST_HELD_OUT = 20;

  /**
   * @param features name of the space that all points are of
   * @throws RequestException if a set is too small or of another dimension
   */
  public static MemorisationCheck of(
      String features, FilmPoints synthetic, FilmPoints train, FilmPoints heldOut) {
    if (synthetic.size() < 1 || train.size() < LEAST_HELD_OUT || heldOut.size() < LEAST_HELD_OUT) {
      throw new RequestException(
          "films",
          "memorisation",
          synthetic.size()
              + " synthetic, "
              + train.size()
              + " training and "
              + heldOut.size()
              + " held-out",
          "at least 1, " + LEAST_HELD_OUT + " and " + LEAST_HELD_OUT);
    }
    if (synthetic.dimension() != train.dimension() || heldOut.dimension() != train.dimension()) {
      throw new RequestException(
          "features",
          "memorisation",
          synthetic.dimension() + ", " + train.dimension() + " and " + heldOut.dimension(),
          "as many numbers for every film");
    }
    return new MemorisationCheck(
        features,
        synthetic.size(),
        train.size(),
        heldOut.size(),
        nearer(synthetic, train, heldOut),
        distanceRatio(synthetic, train, heldOut),
        membership(synthetic, train, heldOut),
        CopySuspects.of(synthetic.points(), train.points(), heldOut.points()));
  }

  /** With copies that were looked for in another way. */
  public MemorisationCheck withCopies(CopySuspects found) {
    return new MemorisationCheck(
        features, synthetic, train, heldOut, nearer, distanceRatio, membership, found);
  }

  /**
   * The same check of real films: the people held out are halved, and one half stands in the place
   * of synthetic films. Empty where a half is too small.
   *
   * @param features name of the space that all points are of
   */
  public static Optional<MemorisationCheck> floor(
      String features, FilmPoints train, FilmPoints heldOut) {
    List<String> people = heldOut.people().stream().distinct().toList();
    int[] order = RandomStream.of(0, 0, "memorisation floor").permutation(people.size());
    Set<String> first = new HashSet<>();
    for (int i = 0; i < people.size() / 2; i++) {
      first.add(people.get(order[i]));
    }
    int[] all = IntStream.range(0, heldOut.size()).toArray();
    int[] one = IntStream.of(all).filter(i -> first.contains(heldOut.people().get(i))).toArray();
    int[] other = IntStream.of(all).filter(i -> !first.contains(heldOut.people().get(i))).toArray();
    return one.length == 0 || other.length < LEAST_HELD_OUT
        ? Optional.empty()
        : Optional.of(of(features, heldOut.some(one), train, heldOut.some(other)));
  }

  /**
   * One less the surplus of nearer training films, in [0, 1]; 1 where there is none. The form in
   * which tests of tables state it: min(1, 2 (1 - share)).
   */
  public Interval overfittingProtection() {
    return new Interval(
        protection(nearer.value()), protection(nearer.high()), protection(nearer.low()));
  }

  /** What speaks for copies, in words; empty where nothing does. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (copies.suspects() > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%d of %d films stand beside one training film as no held-out film does (ratio below"
                  + " %.3f, usual %.3f)",
              copies.suspects(),
              synthetic,
              copies.threshold(),
              copies.usual()));
    }
    Stream.of(
            excess("share of films nearer to a training than to a held-out film", nearer),
            excess("AUROC of telling training from held-out films", membership))
        .flatMap(List::stream)
        .forEach(reasons::add);
    return reasons;
  }

  /**
   * Whether the films may leave the house.
   *
   * @param archive SHA-256 of the archive's manifest, or empty
   * @param against which training films
   */
  public MemorisationVerdict verdict(String archive, String against) {
    return MemorisationVerdict.of(
        archive,
        synthetic,
        against + ": " + train + " training, " + heldOut + " held-out films",
        features,
        reasons());
  }

  private static List<String> excess(String what, Interval found) {
    double most = 0.5 + MARGIN;
    return found.low() <= most
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s: %.3f (95 %% from %.3f), expected about 0.5 and not surely above %.2f",
                what,
                found.value(),
                found.low(),
                most));
  }

  private static double protection(double share) {
    return Math.min(1, 2 * (1 - share));
  }

  private static Interval nearer(FilmPoints synthetic, FilmPoints train, FilmPoints heldOut) {
    return Bootstrap.of("memorisation/nearer")
        .percentile(
            SampleUnits.patients(train.and(heldOut).people()),
            NearerShare.of(synthetic.points(), train.points(), heldOut.points()));
  }

  private static Interval distanceRatio(
      FilmPoints synthetic, FilmPoints train, FilmPoints heldOut) {
    double[] made = NearestFilms.of(synthetic.points(), train.points(), 1).nearest();
    double[] unseen = NearestFilms.of(heldOut.points(), train.points(), 1).nearest();
    return Bootstrap.of("memorisation/distance")
        .percentile(
            SampleUnits.patients(synthetic.people()),
            SampleUnits.patients(heldOut.people()),
            (some, others) -> median(made, some) / median(unseen, others));
  }

  private static Interval membership(FilmPoints synthetic, FilmPoints train, FilmPoints heldOut) {
    FilmPoints pool = train.and(heldOut);
    double[] nearness =
        Arrays.stream(NearestFilms.of(pool.points(), synthetic.points(), 1).nearest())
            .map(distance -> -distance)
            .toArray();
    boolean[] member = new boolean[pool.size()];
    Arrays.fill(member, 0, train.size(), true);
    return BinaryScores.of(nearness, member).auroc("memorisation/membership", pool.people());
  }

  private static double median(double[] values, int[] films) {
    return Bootstrap.quantile(
        Arrays.stream(films).mapToDouble(i -> values[i]).sorted().toArray(), 0.5);
  }
}
