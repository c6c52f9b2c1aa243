package ai.chestnut.prompt;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;
import java.util.Locale;

/** The sentence that says what is seen and of whom. */
final class Opening {

  private static final int ADULT_YEARS = 18;

  private Opening() {}

  /** "PA chest radiograph of a 60-year-old man." */
  static String canonical(Prompt prompt) {
    String film = prompt.view().map(v -> v.word() + " chest").orElse("Chest") + " radiograph";
    return NounPhrase.join(film, of(prompt)) + ".";
  }

  /** One of many wordings; may be empty where there are observations and nothing else to say. */
  static String varied(Prompt prompt, RandomStream random) {
    boolean somebody = prompt.sex().isPresent() || prompt.ageYears().isPresent();
    if (prompt.view().isEmpty() && !somebody && !prompt.observations().isEmpty()) {
      return random.pick(List.of("", "Chest radiograph.", "Chest X-ray.", "Frontal chest film."));
    }
    if (somebody && random.chance(0.3)) {
      return capital(indefinite(person(prompt))) + ". " + capital(film(prompt, random)) + ".";
    }
    return capital(NounPhrase.join(film(prompt, random), of(prompt))) + ".";
  }

  private static String film(Prompt prompt, RandomStream random) {
    String noun = random.pick(List.of("radiograph", "film", "X-ray"));
    if (prompt.view().isEmpty()) {
      return random.pick(List.of("chest ", "frontal chest ")) + noun;
    }
    View view = prompt.view().get();
    return switch (random.nextInt(4)) {
      case 0 -> "frontal chest " + noun + " in " + view.word() + " projection";
      case 1 -> view.word() + " view of the chest";
      case 2 -> (view == View.PA ? "posteroanterior" : "anteroposterior") + " chest " + noun;
      default -> view.word() + " chest " + noun;
    };
  }

  private static String of(Prompt prompt) {
    String person = person(prompt);
    return person.isEmpty() ? "" : "of " + indefinite(person);
  }

  private static String person(Prompt prompt) {
    boolean child = prompt.ageYears().isPresent() && prompt.ageYears().getAsInt() < ADULT_YEARS;
    String noun =
        prompt
            .sex()
            .map(s -> s == Sex.FEMALE ? (child ? "girl" : "woman") : (child ? "boy" : "man"))
            .orElse("patient");
    if (prompt.ageYears().isPresent()) {
      return prompt.ageYears().getAsInt() + "-year-old " + noun;
    }
    return prompt.sex().isPresent() ? noun : "";
  }

  /** "a 60-year-old man", but "an 8-year-old boy", "an 11-...", "an 18-...", "an 80-...". */
  private static String indefinite(String person) {
    return (person.matches("(8|11-|18-).*") ? "an " : "a ") + person;
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
