package ai.chestnut.prompt;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Spelling;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses prompts of which no film can be made. */
final class PromptCheck {

  private static final String PLACE = "prompt";

  private static final Pattern ALL_NORMAL =
      Pattern.compile(
          "\\b((normal|unremarkable|healthy) (frontal )?(pa |ap )?"
              + "(chest|film|radiograph|study|examination|x ray|thorax)\\b|no findings?\\b(?! of))");
  private static final Pattern EXCEPTION =
      Pattern.compile("\\b(otherwise|except|exception|apart|aside|other than|besides|but|with)\\b");

  /** Words that ask for a film without saying what it shows. */
  private static final Set<String> SUBJECT =
      Set.of("chest", "thorax", "radiograph", "lung", "lungs", "cxr", "thoracic", "heart");

  private PromptCheck() {}

  static void require(Prompt prompt) {
    if (prompt.text().isBlank()) {
      throw new RequestException(PLACE, "", "nothing", "a sentence or a list of findings");
    }
    if (!understood(prompt)) {
      throw new RequestException(
          PLACE,
          "",
          "\"" + prompt.text().strip() + "\", of which nothing is understood",
          "findings, a view or a patient, such as \"PA chest radiograph. Small left effusion.\"");
    }
    prompt.observations().forEach(PromptCheck::requirePossible);
    requireNotNormal(prompt);
    List<Observation> all = prompt.observations();
    for (int i = 0; i < all.size(); i++) {
      for (Observation other : all.subList(i + 1, all.size())) {
        requireConsistent(all.get(i), other);
      }
    }
  }

  private static boolean understood(Prompt prompt) {
    return !prompt.observations().isEmpty()
        || prompt.view().isPresent()
        || prompt.sex().isPresent()
        || prompt.ageYears().isPresent()
        || Sentences.of(prompt.text()).stream()
            .flatMap(sentence -> Lexicon.standard().terms(sentence).stream())
            .anyMatch(PromptCheck::understood);
  }

  private static boolean understood(Term term) {
    return term.is(Term.Kind.NORMAL, Term.Kind.HEART)
        || (term.is(Term.Kind.PSEUDO) && term.words().startsWith("no "))
        || SUBJECT.contains(term.words());
  }

  private static void requirePossible(Observation seen) {
    Places places = Places.of(seen.finding());
    Optional<Laterality> side = seen.laterality();
    if (side.isPresent() && !places.allows(side.get())) {
      throw new RequestException(
          "side of " + seen.finding().canonicalName(),
          PLACE,
          side.get().word(),
          "none, for it has no side");
    }
    for (Zone zone : seen.zones()) {
      if (!places.allows(zone)) {
        List<String> allowed = places.zones().stream().map(Zone::word).toList();
        throw new RequestException(
            "zone of " + seen.finding().canonicalName(),
            PLACE,
            zone.word(),
            allowed.isEmpty() ? "none, for it has no zone" : NounPhrase.list(allowed, "or"));
      }
    }
  }

  private static void requireNotNormal(Prompt prompt) {
    String plain = Spelling.plain(prompt.text());
    Optional<Observation> seen =
        prompt.observations().stream()
            .filter(o -> o.certainty() == Certainty.PRESENT)
            .filter(o -> o.finding() != Finding.SUPPORT_DEVICES)
            .findFirst();
    if (seen.isPresent() && ALL_NORMAL.matcher(plain).find() && !EXCEPTION.matcher(plain).find()) {
      throw new RequestException(
          "No Finding", PLACE, "beside " + describe(seen.get()), "one of the two");
    }
  }

  private static void requireConsistent(Observation one, Observation other) {
    boolean contradict =
        one.certainty() == Certainty.ABSENT
            ? denies(one, other)
            : other.certainty() == Certainty.ABSENT && denies(other, one);
    if (contradict) {
      throw new RequestException(
          one.finding().canonicalName(),
          PLACE,
          describe(one) + " and " + describe(other),
          "one of the two");
    }
    if (differInSeverity(one, other)) {
      throw new RequestException(
          "severity of " + one.finding().canonicalName(),
          PLACE,
          describe(one) + " and " + describe(other),
          "one severity at a side");
    }
  }

  /** Whether what is absent leaves no room for what is present, itself or its narrower finding. */
  private static boolean denies(Observation absent, Observation present) {
    boolean about =
        present.finding() == absent.finding()
            || present.finding().parent().equals(Optional.of(absent.finding()));
    return about
        && present.certainty() == Certainty.PRESENT
        && (absent.severity().isEmpty() || absent.severity().equals(present.severity()))
        && (absent.laterality().isEmpty() || overlap(absent.laterality(), present.laterality()))
        && (absent.zones().isEmpty()
            || present.zones().stream().anyMatch(absent.zones()::contains));
  }

  private static boolean differInSeverity(Observation one, Observation other) {
    return one.finding() == other.finding()
        && one.certainty() != Certainty.ABSENT
        && other.certainty() != Certainty.ABSENT
        && one.severity().isPresent()
        && other.severity().isPresent()
        && !one.severity().equals(other.severity())
        && one.zones().equals(other.zones())
        && (one.laterality().equals(other.laterality())
            || overlap(one.laterality(), other.laterality()));
  }

  private static boolean overlap(Optional<Laterality> one, Optional<Laterality> other) {
    Optional<Laterality> both = Optional.of(Laterality.BILATERAL);
    return one.isPresent()
        && other.isPresent()
        && (one.equals(other) || one.equals(both) || other.equals(both));
  }

  private static String describe(Observation seen) {
    String lead =
        switch (seen.certainty()) {
          case PRESENT -> "";
          case UNCERTAIN -> "possible ";
          case ABSENT -> "no ";
        };
    return "\"" + lead + NounPhrase.bare(seen, Noun.of(seen.finding()).get(0)) + "\"";
  }
}
