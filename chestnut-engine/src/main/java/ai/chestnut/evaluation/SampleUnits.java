package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a resample draws: films, or all films of a patient at once, since two films of one patient
 * are not two observations. Strata keep their numbers of units in every resample.
 */
public final class SampleUnits {

  private final List<int[][]> strata; // [stratum][unit][film]

  private SampleUnits(List<int[][]> strata) {
    this.strata = strata;
    if (strata.isEmpty()) {
      throw new RequestException("sample", "resampling", "no film", "at least one");
    }
  }

  /** Each film by itself. */
  public static SampleUnits films(int count) {
    int[][] units = IntStream.range(0, count).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
    return ofOneStratum(units);
  }

  /** Each film by itself, positives and negatives in fixed numbers. */
  public static SampleUnits films(boolean[] stratum) {
    Map<Boolean, List<int[]>> found = new TreeMap<>();
    for (int i = 0; i < stratum.length; i++) {
      found.computeIfAbsent(stratum[i], key -> new ArrayList<>()).add(new int[] {i});
    }
    return new SampleUnits(found.values().stream().map(u -> u.toArray(int[][]::new)).toList());
  }

  /**
   * All films of a patient together.
   *
   * @param patients the patient of each film
   */
  public static SampleUnits patients(List<String> patients) {
    Map<String, List<Integer>> units = new LinkedHashMap<>();
    for (int i = 0; i < patients.size(); i++) {
      units.computeIfAbsent(patients.get(i), key -> new ArrayList<>()).add(i);
    }
    int[][] members =
        units.values().stream()
            .map(unit -> unit.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return ofOneStratum(members);
  }

  private static SampleUnits ofOneStratum(int[][] units) {
    return new SampleUnits(units.length == 0 ? List.of() : Collections.singletonList(units));
  }

  /** How many units there are in all strata. */
  public int count() {
    return strata.stream().mapToInt(units -> units.length).sum();
  }

  /** Every film once, in ascending order. */
  public int[] all() {
    return strata.stream().flatMap(Arrays::stream).flatMapToInt(Arrays::stream).sorted().toArray();
  }

  /** As many units as there are, with replacement, stratum by stratum; their films. */
  int[] drawn(RandomStream random) {
    int[] films = new int[count()]; // grows only with units of several films
    int filled = 0;
    for (int[][] units : strata) {
      for (int i = 0; i < units.length; i++) {
        int[] unit = units[random.nextInt(units.length)];
        if (filled + unit.length > films.length) {
          films = Arrays.copyOf(films, Math.max(2 * films.length, filled + unit.length));
        }
        System.arraycopy(unit, 0, films, filled, unit.length);
        filled += unit.length;
      }
    }
    return Arrays.copyOf(films, filled);
  }

  /** All films but those of one unit. */
  int[] without(int unit) {
    List<int[]> kept = new ArrayList<>();
    strata.forEach(units -> kept.addAll(List.of(units)));
    kept.remove(unit);
    return films(kept);
  }

  private static int[] films(List<int[]> units) {
    return units.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
