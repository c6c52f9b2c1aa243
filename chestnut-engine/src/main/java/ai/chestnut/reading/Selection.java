package ai.chestnut.reading;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which films of each arm are read: as many of every stratum in each arm, so that the arms show the
 * same findings equally often. A stratum is the first finding that is labelled present.
 */
final class Selection {

  private static final String NONE = "none";

  private final Protocol protocol;
  private final Map<String, FilmSet> sets;

  /**
   * @param sets of every arm of the protocol
   */
  Selection(Protocol protocol, Map<String, FilmSet> sets) {
    this.protocol = protocol;
    this.sets = sets;
  }

  /**
   * A film that was chosen.
   *
   * @param index in its set
   */
  record Chosen(String arm, int index, String stratum, int pair) {}

  /**
   * The films of all arms; those with one pair number stand beside each other.
   *
   * @throws RequestException if some arm has too few films of the strata that all arms have
   */
  List<Chosen> draw() {
    Map<String, Map<String, List<Integer>>> byArm = new LinkedHashMap<>();
    protocol.arms().forEach(arm -> byArm.put(arm, strata(arm)));
    List<Chosen> chosen = new ArrayList<>();
    int pair = 0;
    for (Map.Entry<String, Integer> stratum : quotas(byArm).entrySet()) {
      List<List<Integer>> columns = columns(byArm, stratum.getKey(), stratum.getValue());
      for (int i = 0; i < stratum.getValue(); i++, pair++) {
        for (int arm = 0; arm < columns.size(); arm++) {
          chosen.add(
              new Chosen(
                  protocol.arms().get(arm), columns.get(arm).get(i), stratum.getKey(), pair));
        }
      }
    }
    return chosen;
  }

  private Map<String, List<Integer>> strata(String arm) {
    List<FilmEntry> entries = set(arm).entries();
    RandomStream stream = RandomStream.of(protocol.seed(), 0, "choice/" + arm);
    Map<String, List<Integer>> strata = new TreeMap<>();
    for (int film : stream.permutation(entries.size())) {
      strata.computeIfAbsent(stratum(entries.get(film)), key -> new ArrayList<>()).add(film);
    }
    return strata;
  }

  private FilmSet set(String arm) {
    return Optional.ofNullable(sets.get(arm))
        .orElseThrow(
            () -> new RequestException("arm", arm, "no films", "a folder, manifest or archive"));
  }

  static String stratum(FilmEntry entry) {
    for (Finding finding : Finding.values()) {
      if (finding != Finding.NO_FINDING
          && finding != Finding.SUPPORT_DEVICES
          && entry.shows(finding)) {
        return finding.slug();
      }
    }
    return NONE;
  }

  /** Equal numbers of every stratum that all arms have, as far as the scarcest arm goes. */
  private Map<String, Integer> quotas(Map<String, Map<String, List<Integer>>> byArm) {
    Map<String, Integer> capacity = new TreeMap<>();
    byArm
        .getOrDefault(Protocol.REAL, Map.of())
        .forEach(
            (stratum, films) ->
                capacity.put(
                    stratum,
                    byArm.values().stream()
                        .mapToInt(arm -> arm.getOrDefault(stratum, List.of()).size())
                        .min()
                        .orElse(0)));
    int room = capacity.values().stream().mapToInt(Integer::intValue).sum();
    if (room < protocol.perArm()) {
      throw new RequestException(
          "films per arm",
          "--per-arm",
          protocol.perArm() + " where all arms have " + room + " of the same findings",
          "at most that, or more films");
    }
    Map<String, Integer> quotas = new TreeMap<>();
    for (int left = protocol.perArm(); left > 0; ) {
      for (String stratum : capacity.keySet()) {
        if (left > 0 && quotas.getOrDefault(stratum, 0) < capacity.getOrDefault(stratum, 0)) {
          quotas.merge(stratum, 1, Integer::sum);
          left--;
        }
      }
    }
    return quotas;
  }

  /** Films of one stratum, arm beside arm; systems beside each other with the same prompt. */
  private List<List<Integer>> columns(
      Map<String, Map<String, List<Integer>>> byArm, String stratum, int count) {
    List<List<Integer>> columns = new ArrayList<>();
    List<String> prompts = List.of();
    for (String arm : protocol.arms()) {
      List<Integer> films = byArm.getOrDefault(arm, Map.of()).getOrDefault(stratum, List.of());
      List<Integer> column = matched(arm, films, prompts, count);
      columns.add(column);
      if (!arm.equals(Protocol.REAL) && prompts.isEmpty()) {
        prompts = column.stream().map(film -> prompt(arm, film)).toList();
      }
    }
    return columns;
  }

  private List<Integer> matched(String arm, List<Integer> films, List<String> prompts, int count) {
    List<Integer> left = new ArrayList<>(films);
    Integer[] column = new Integer[count];
    for (int i = 0; i < Math.min(count, prompts.size()); i++) {
      String wanted = prompts.get(i);
      Optional<Integer> same = left.stream().filter(f -> prompt(arm, f).equals(wanted)).findFirst();
      if (same.isPresent()) {
        column[i] = same.get();
        left.remove(same.get());
      }
    }
    List<Integer> filled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      filled.add(column[i] == null ? left.remove(0) : column[i]);
    }
    return filled;
  }

  private String prompt(String arm, int film) {
    return set(arm).entries().get(film).asked().text();
  }
}
