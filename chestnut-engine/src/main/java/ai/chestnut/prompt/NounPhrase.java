package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An observation as words: "small left lower zone consolidation". */
final class NounPhrase {

  private NounPhrase() {}

  /** Without article: severity, side, zones, name. */
  static String bare(Observation seen, Noun noun) {
    return join(
        severity(seen, noun),
        seen.laterality().map(Laterality::word).orElse(""),
        zones(seen.zones()),
        name(seen, noun));
  }

  /** With the article that it needs. */
  static String withArticle(Observation seen, Noun noun) {
    return article(bare(seen, noun), seen, noun);
  }

  /** The place behind the name: "a small consolidation in the left lower zone". */
  static String placedBehind(Observation seen, Noun noun) {
    return join(article(join(severity(seen, noun), name(seen, noun)), seen, noun), place(seen));
  }

  /** The place alone: "in the left lower zone", "on the left", or nothing. */
  static String place(Observation seen) {
    Optional<Laterality> side = seen.laterality();
    if (seen.zones().isEmpty()) {
      return side.map(s -> s == Laterality.BILATERAL ? "on both sides" : "on the " + s.word())
          .orElse("");
    }
    boolean both = side.equals(Optional.of(Laterality.BILATERAL));
    String owner = both ? "in both" : join("in the", side.map(Laterality::word).orElse(""));
    return join(owner, zones(seen.zones()), endsWithZone(seen.zones()) ? "" : "region")
        + (both ? "s" : "");
  }

  /** Whether more than one of it is meant, so that "are" follows. */
  static boolean plural(Observation seen, Noun noun) {
    return noun.alwaysPlural()
        || (noun.countable() && seen.laterality().equals(Optional.of(Laterality.BILATERAL)));
  }

  /** Non-empty parts, one blank between them. */
  static String join(String... parts) {
    StringBuilder out = new StringBuilder();
    for (String part : parts) {
      if (!part.isEmpty()) {
        out.append(out.isEmpty() ? "" : " ").append(part);
      }
    }
    return out.toString();
  }

  private static String severity(Observation seen, Noun noun) {
    return seen.severity().map(noun::adjective).orElse("");
  }

  private static String name(Observation seen, Noun noun) {
    return plural(seen, noun) ? noun.plural() : noun.singular();
  }

  private static String article(String phrase, Observation seen, Noun noun) {
    if (!noun.countable() || plural(seen, noun)) {
      return phrase;
    }
    return ("aeiou".indexOf(phrase.charAt(0)) >= 0 ? "an " : "a ") + phrase;
  }

  /** Adjectives with "zone" last: "apical and lower zone". */
  private static String zones(List<Zone> zones) {
    List<String> words = new ArrayList<>();
    for (Zone zone : zones) {
      if (!heightOfField(zone)) {
        words.add(zone.word());
      }
    }
    for (Zone zone : zones) {
      if (heightOfField(zone)) {
        words.add(zone.word());
      }
    }
    return list(words, "and") + (endsWithZone(zones) ? " zone" : "");
  }

  private static boolean endsWithZone(List<Zone> zones) {
    return zones.stream().anyMatch(NounPhrase::heightOfField);
  }

  private static boolean heightOfField(Zone zone) {
    return zone == Zone.UPPER || zone == Zone.MIDDLE || zone == Zone.LOWER;
  }

  /** "a", "a and b", "a, b and c". */
  static String list(List<String> items, String conjunction) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " " + conjunction + " " + items.get(last);
  }
}
