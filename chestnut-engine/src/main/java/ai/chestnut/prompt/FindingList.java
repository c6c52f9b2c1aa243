package ai.chestnut.prompt;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists of findings such as "pleural effusion:left:small; cardiomegaly": semicolons between
 * observations, colons between a finding and its side, zones, severity and certainty, which may
 * stand in any order. Names are canonical names, slugs or synonyms.
 */
public final class FindingList {

  private static final String PLACE = "finding list";
  private static final int SUGGESTIONS = 3;

  private FindingList() {}

  /**
   * The observations of a list, in its order; none for "no finding" alone.
   *
   * @throws RequestException for an empty list, an unknown name, a part given twice, or "no
   *     finding" beside a finding
   */
  public static List<Observation> parse(String list) {
    List<Observation> observations = new ArrayList<>();
    boolean normal = false;
    for (String item : list.split(";")) {
      if (item.isBlank()) {
        continue;
      }
      String[] parts = item.split(":", -1);
      Finding finding =
          Finding.named(parts[0]).orElseThrow(() -> unknown("finding", parts[0], names()));
      if (finding == Finding.NO_FINDING) {
        requireAlone(parts);
        normal = true;
      } else {
        observations.add(observation(finding, parts));
      }
    }
    if (observations.isEmpty() && !normal) {
      throw new RequestException(PLACE, "", "nothing", "such as \"cardiomegaly; nodule:left\"");
    }
    if (normal && observations.stream().anyMatch(o -> o.certainty() != Certainty.ABSENT)) {
      throw new RequestException(
          "No Finding", PLACE, "beside other findings", "alone, or left out");
    }
    return List.copyOf(observations);
  }

  private static void requireAlone(String[] parts) {
    if (parts.length > 1) {
      throw new RequestException("No Finding", PLACE, "\"" + parts[1] + "\" of it", "it alone");
    }
  }

  private static Observation observation(Finding finding, String[] parts) {
    Observation observation = Observation.present(finding);
    List<Zone> zones = new ArrayList<>();
    boolean certaintyGiven = false;
    for (String part : List.of(parts).subList(1, parts.length)) {
      Optional<Laterality> side = Laterality.named(part);
      Optional<Severity> severity = Severity.named(part);
      Optional<Zone> zone = Zone.named(part);
      Optional<Certainty> certainty = Certainty.named(part);
      if (side.isPresent()) {
        requireOnce(observation.laterality().isPresent(), "side", finding, part);
        observation = observation.withLaterality(side.get());
      } else if (severity.isPresent()) {
        requireOnce(observation.severity().isPresent(), "severity", finding, part);
        observation = observation.withSeverity(severity.get());
      } else if (zone.isPresent()) {
        zones.add(zone.get());
      } else if (certainty.isPresent()) {
        requireOnce(certaintyGiven, "certainty", finding, part);
        certaintyGiven = true;
        observation = observation.withCertainty(certainty.get());
      } else {
        throw unknown("part of " + finding.canonicalName(), part, partNames());
      }
    }
    return observation.withZones(zones);
  }

  private static void requireOnce(boolean given, String what, Finding finding, String part) {
    if (given) {
      throw new RequestException(
          what + " of " + finding.canonicalName(),
          PLACE,
          "\"" + part.strip() + "\" as a second one",
          "one; write the finding twice if it differs by side");
    }
  }

  private static RequestException unknown(String thing, String got, List<String> known) {
    String name = got.strip();
    List<String> nearest =
        known.stream()
            .sorted(Comparator.comparingInt(k -> EditDistance.between(name, k)))
            .limit(SUGGESTIONS)
            .toList();
    return new RequestException(
        thing,
        PLACE,
        "\"" + name + "\"",
        "one of the vocabulary, such as " + NounPhrase.list(nearest, "or"));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      names.add(finding.canonicalName());
    }
    return names;
  }

  private static List<String> partNames() {
    List<String> names = new ArrayList<>();
    for (Laterality side : Laterality.values()) {
      names.add(side.word());
    }
    for (Severity severity : Severity.values()) {
      names.add(severity.word());
    }
    for (Zone zone : Zone.values()) {
      names.add(zone.word());
    }
    for (Certainty certainty : Certainty.values()) {
      names.add(certainty.word());
    }
    return names;
  }
}
