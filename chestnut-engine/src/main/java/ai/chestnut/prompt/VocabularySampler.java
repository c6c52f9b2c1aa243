package ai.chestnut.prompt;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Draws pathology and anatomy words as often as real reports use them (Chen et al. 2024, arXiv
 * 2403.06835, anatomy-pathology prompting), and joins only those that can be together: sides and
 * zones by {@link Places}, no two findings of which one is the other's kind or looks like it.
 *
 * @param counts of real reports
 * @param most findings in a prompt, from 1
 */
public record VocabularySampler(VocabularyCounts counts, int most) {

  /**
   * One draw, with its words for the record.
   *
   * @param pathology names of findings
   * @param anatomy words of sides and zones
   */
  public record Drawn(Prompt prompt, List<String> pathology, List<String> anatomy) {}

  /**
   * @throws RequestException if the reports name no finding that is there
   */
  public VocabularySampler {
    if (most < 1) {
      throw new RequestException("words of a report", "", Integer.toString(most), "at least 1");
    }
    if (seen(counts).isEmpty()) {
      throw new RequestException(
          "reports to draw words from", "", "no finding in them", "findings that are there");
    }
  }

  /** Words and the prompt of them; the same stream draws the same. */
  public Drawn draw(RandomStream random) {
    Map<Finding, Integer> left = seen(counts);
    int findings = 1 + random.nextInt(most);
    List<Observation> drawn = new ArrayList<>();
    while (drawn.size() < findings && !left.isEmpty()) {
      Finding finding = weighted(left, random);
      left.keySet().removeIf(other -> akin(other, finding));
      drawn.add(placed(finding, random));
    }
    List<String> pathology =
        drawn.stream().map(o -> o.finding().canonicalName().toLowerCase(Locale.ROOT)).toList();
    List<String> anatomy = new ArrayList<>();
    for (Observation one : drawn) {
      one.laterality().map(Laterality::word).ifPresent(anatomy::add);
      one.zones().stream().map(Zone::word).forEach(anatomy::add);
    }
    Prompt prompt = Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), drawn);
    return new Drawn(prompt, pathology, List.copyOf(anatomy));
  }

  private Observation placed(Finding finding, RandomStream random) {
    double told = seen(counts).values().stream().mapToInt(Integer::intValue).sum();
    Places places = Places.of(finding);
    Observation seen = Observation.present(finding);
    Map<Laterality, Integer> sides = allowed(counts.sides(), places.sides());
    if (chance(sides, told, random)) {
      seen = seen.withLaterality(weighted(sides, random));
    }
    Map<Zone, Integer> zones = allowed(counts.zones(), places.zones());
    if (chance(zones, told, random)) {
      seen = seen.withZones(List.of(weighted(zones, random)));
    }
    Map<Severity, Integer> amounts = new LinkedHashMap<>(counts.severities());
    if (finding != Finding.SUPPORT_DEVICES && chance(amounts, told, random)) {
      seen = seen.withSeverity(weighted(amounts, random));
    }
    return seen;
  }

  /** As often as the reports say something of the kind about a finding. */
  private static boolean chance(Map<?, Integer> words, double findings, RandomStream random) {
    int said = words.values().stream().mapToInt(Integer::intValue).sum();
    return said > 0 && random.chance(Math.min(1, said / findings));
  }

  private static <T> Map<T, Integer> allowed(Map<T, Integer> words, Set<T> places) {
    Map<T, Integer> kept = new LinkedHashMap<>(words);
    kept.keySet().retainAll(places);
    return kept;
  }

  private static boolean akin(Finding one, Finding other) {
    return one == other
        || Appearance.alike(other).contains(one)
        || one.parent().filter(other::equals).isPresent()
        || other.parent().filter(one::equals).isPresent();
  }

  /** How often each finding is said to be there, or perhaps there. */
  private static Map<Finding, Integer> seen(VocabularyCounts counts) {
    Map<Finding, Integer> seen = new LinkedHashMap<>();
    counts
        .findings()
        .forEach(
            (finding, said) -> {
              int there =
                  said.getOrDefault(Certainty.PRESENT, 0)
                      + said.getOrDefault(Certainty.UNCERTAIN, 0);
              if (there > 0) {
                seen.put(finding, there);
              }
            });
    return seen;
  }

  private static <T> T weighted(Map<T, Integer> words, RandomStream random) {
    int at = random.nextInt(words.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<T, Integer> word : words.entrySet()) {
      at -= word.getValue();
      if (at < 0) {
        return word.getKey();
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
