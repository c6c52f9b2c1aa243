package ai.chestnut.evaluation.sampling;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The fixed resampling of a scorecard. Each of {@value #COUNT} draws splits the real patients at
 * random into halves and takes n films of either, and n films of a random half of the synthetic
 * patients; n is the same for all three, so that a synthetic figure and its real–real floor differ
 * in nothing but the films. A half drawn without replacement spreads about as far around the whole
 * as the whole does around the truth (Politis, Romano and Wolf 1999, section 2.1: subsampling at
 * half the size), so the middle 95 % of the draws are the interval of a figure.
 *
 * <p>Where every synthetic film names its source and the real films have those sources, the three
 * have the synthetic films' mix of sources; sources of fewer than ten films are left out then. The
 * r-th draw uses the stream (seed 0, index r, "scorecard").
 */
public final class Draws {

  /** How many draws there are. */
  public static final int COUNT = 200;

  /** The most films of a draw: figures of pairs of films cost its square. */
  public static final int MOST = 500;

  private static final int LEAST_OF_A_SOURCE = 10;
  private static final String OTHER = "";

  private final int n;
  private final boolean matched;
  private final List<Draw> draws;

  private Draws(int n, boolean matched, List<Draw> draws) {
    this.n = n;
    this.matched = matched;
    this.draws = List.copyOf(draws);
  }

  /**
   * All films of both sets, sources matched where they can be.
   *
   * @throws RequestException if a set has fewer than four films, or all of one patient
   */
  public static Draws of(List<FilmEntry> real, List<FilmEntry> synthetic) {
    Draws plain = of(real, i -> true, synthetic, i -> true, Map.of(), MOST);
    Map<String, Double> mix = mix(real, synthetic);
    if (!mix.isEmpty()) {
      Draws matched = of(real, i -> true, synthetic, i -> true, mix, MOST);
      if (2 * matched.n >= plain.n) { // a rare source must not cost most of the films
        return matched.enough(real.size(), synthetic.size());
      }
    }
    return plain.enough(real.size(), synthetic.size());
  }

  /**
   * Some films of both sets, sources as they come.
   *
   * @param most at most so many films a draw
   * @throws RequestException if a set has fewer than four films
   */
  public static Draws among(
      List<FilmEntry> real,
      IntPredicate someReal,
      List<FilmEntry> synthetic,
      IntPredicate someSynthetic,
      int most) {
    return of(real, someReal, synthetic, someSynthetic, Map.of(), most)
        .enough(count(real.size(), someReal), count(synthetic.size(), someSynthetic));
  }

  private Draws enough(long real, long synthetic) {
    if (n < 2) {
      throw new RequestException(
          "sets of films",
          "",
          real + " real and " + synthetic + " synthetic",
          "at least four of each, of several patients");
    }
    return this;
  }

  private static Draws of(
      List<FilmEntry> real,
      IntPredicate someReal,
      List<FilmEntry> synthetic,
      IntPredicate someSynthetic,
      Map<String, Double> mix,
      int most) {
    List<List<Map<String, List<Integer>>>> halves = new ArrayList<>();
    int n = most;
    for (int r = 0; r < COUNT; r++) {
      RandomStream random = RandomStream.of(0, r, "scorecard");
      List<List<Integer>> reals = halved(real, someReal, random.child("real"));
      List<List<Integer>> synthetics = halved(synthetic, someSynthetic, random.child("synthetic"));
      List<Map<String, List<Integer>>> three =
          List.of(
              bySource(reals.get(0), real, mix),
              bySource(reals.get(1), real, mix),
              bySource(synthetics.get(0), synthetic, mix));
      halves.add(three);
      for (Map<String, List<Integer>> half : three) {
        n = Math.min(n, available(half, mix));
      }
    }
    Map<String, Integer> quota = quota(n, mix);
    List<Draw> draws = new ArrayList<>();
    for (List<Map<String, List<Integer>>> three : halves) {
      draws.add(
          new Draw(
              taken(three.get(0), quota), taken(three.get(1), quota), taken(three.get(2), quota)));
    }
    return new Draws(n, !mix.isEmpty(), draws);
  }

  /** Films of each of the three in every draw. */
  public int n() {
    return n;
  }

  /** Whether sources are matched. */
  public boolean matched() {
    return matched;
  }

  public List<Draw> draws() {
    return draws;
  }

  /** A figure of every draw. */
  public Spread spread(ToDoubleFunction<Draw> figure) {
    return Spread.of(draws.stream().mapToDouble(figure).toArray());
  }

  /**
   * Whole patients at random into two halves, source by source: the next patient joins the smaller
   * half. Each half is shuffled.
   */
  private static List<List<Integer>> halved(
      List<FilmEntry> entries, IntPredicate some, RandomStream random) {
    Map<String, String> sources = new HashMap<>(); // of a patient's first film
    Map<String, Map<String, List<Integer>>> patients = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (some.test(i)) {
        FilmEntry entry = entries.get(i);
        String source = sources.computeIfAbsent(entry.patient(), key -> entry.source());
        patients
            .computeIfAbsent(source, key -> new LinkedHashMap<>())
            .computeIfAbsent(entry.patient(), key -> new ArrayList<>())
            .add(i);
      }
    }
    List<Integer> one = new ArrayList<>();
    List<Integer> other = new ArrayList<>();
    for (Map<String, List<Integer>> ofSource : patients.values()) {
      List<List<Integer>> units = new ArrayList<>(ofSource.values());
      int lead = random.chance(0.5) ? 0 : 1; // which half an odd patient joins must not matter
      for (int unit : random.permutation(units.size())) {
        List<Integer> films = units.get(unit);
        (lead <= 0 ? one : other).addAll(films);
        lead += lead <= 0 ? films.size() : -films.size();
      }
    }
    return List.of(shuffled(one, random), shuffled(other, random));
  }

  private static List<Integer> shuffled(List<Integer> films, RandomStream random) {
    return Arrays.stream(random.permutation(films.size())).mapToObj(films::get).toList();
  }

  private static Map<String, Double> mix(List<FilmEntry> real, List<FilmEntry> synthetic) {
    Map<String, Integer> known = counts(real);
    Map<String, Integer> wanted = counts(synthetic);
    if (wanted.containsKey(OTHER) || !known.keySet().containsAll(wanted.keySet())) {
      return Map.of();
    }
    wanted.values().removeIf(count -> count < LEAST_OF_A_SOURCE);
    wanted.keySet().removeIf(source -> known.getOrDefault(source, 0) < LEAST_OF_A_SOURCE);
    int all = wanted.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Double> mix = new TreeMap<>();
    wanted.forEach((source, count) -> mix.put(source, (double) count / all));
    return mix;
  }

  private static Map<String, Integer> counts(List<FilmEntry> entries) {
    Map<String, Integer> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.source(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, List<Integer>> bySource(
      List<Integer> films, List<FilmEntry> entries, Map<String, Double> mix) {
    Map<String, List<Integer>> found = new TreeMap<>();
    for (int film : films) {
      String source = entries.get(film).source();
      found
          .computeIfAbsent(mix.containsKey(source) ? source : OTHER, key -> new ArrayList<>())
          .add(film);
    }
    return found;
  }

  private static int available(Map<String, List<Integer>> half, Map<String, Double> mix) {
    if (mix.isEmpty()) {
      return half.getOrDefault(OTHER, List.of()).size();
    }
    double most = Double.MAX_VALUE;
    for (Map.Entry<String, Double> wanted : mix.entrySet()) {
      int films = half.getOrDefault(wanted.getKey(), List.of()).size();
      most = Math.min(most, films / wanted.getValue());
    }
    return (int) most;
  }

  /** Films of each source, by the largest remainder; they sum to n. */
  private static Map<String, Integer> quota(int n, Map<String, Double> mix) {
    if (mix.isEmpty()) {
      return Map.of(OTHER, n);
    }
    Map<String, Integer> quota = new TreeMap<>();
    List<Map.Entry<String, Double>> order = new ArrayList<>(mix.entrySet());
    int given = 0;
    for (Map.Entry<String, Double> wanted : order) {
      int whole = (int) (wanted.getValue() * n);
      quota.put(wanted.getKey(), whole);
      given += whole;
    }
    order.sort((a, b) -> Double.compare(b.getValue() * n % 1, a.getValue() * n % 1));
    for (int i = 0; given < n; i++, given++) {
      quota.merge(order.get(i).getKey(), 1, Integer::sum);
    }
    return quota;
  }

  private static int[] taken(Map<String, List<Integer>> half, Map<String, Integer> quota) {
    return quota.entrySet().stream()
        .flatMap(
            each -> half.getOrDefault(each.getKey(), List.of()).stream().limit(each.getValue()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long count(int size, IntPredicate some) {
    return IntStream.range(0, size).filter(some).count();
  }
}
