package ai.chestnut.prompt;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes a prompt as a report: in one fixed wording, or in varied prose. {@link ReportReader} reads
 * both back as the same prompt.
 */
public final class ReportWriter {

  private static final String NORMAL = "No acute cardiopulmonary abnormality.";
  private static final int MOST_IN_A_SENTENCE = 3;

  private static final Comparator<Observation> ORDER =
      Comparator.comparing(Observation::certainty)
          .thenComparing(Observation::finding)
          .thenComparing(o -> o.laterality().map(Enum::ordinal).orElse(-1))
          .thenComparing(o -> String.join(" ", o.zones().stream().map(Zone::word).toList()))
          .thenComparing(o -> o.severity().map(Enum::ordinal).orElse(-1));

  /** Observations in the order of the canonical wording: by certainty, finding, side, zones. */
  public static List<Observation> sorted(List<Observation> observations) {
    return observations.stream().sorted(ORDER).toList();
  }

  /**
   * The one fixed wording: view, sex, age, then each observation as a sentence, sorted; "PA chest
   * radiograph of a 60-year-old man. Cardiomegaly. Small left pleural effusion."
   */
  public String canonical(Prompt prompt) {
    StringBuilder report = new StringBuilder(Opening.canonical(prompt));
    for (Observation seen : sorted(prompt.observations())) {
      String phrase = NounPhrase.bare(seen, Noun.of(seen.finding()).get(0));
      report.append(' ').append(sentence(canonicalLead(seen.certainty()) + phrase));
    }
    if (normal(prompt)) {
      report.append(' ').append(NORMAL);
    }
    return report.toString();
  }

  /** One of many wordings, with the observations in their order. */
  public String write(Prompt prompt, RandomStream random) {
    List<String> sentences = new ArrayList<>();
    String opening = Opening.varied(prompt, random);
    if (!opening.isEmpty()) {
      sentences.add(opening);
    }
    List<Observation> left = prompt.observations();
    while (!left.isEmpty()) {
      int taken = 1;
      while (taken < left.size()
          && taken < MOST_IN_A_SENTENCE
          && joinable(left.get(taken - 1), left.get(taken))
          && random.chance(0.5)) {
        taken++;
      }
      sentences.add(sentence(statement(left.subList(0, taken), random)));
      left = left.subList(taken, left.size());
    }
    if (normal(prompt) && (sentences.isEmpty() || random.chance(0.8))) {
      sentences.add(random.pick(NORMAL_WORDINGS));
    }
    return String.join(" ", sentences);
  }

  private static final List<String> NORMAL_WORDINGS =
      List.of(
          NORMAL,
          "No acute cardiopulmonary process.",
          "No acute abnormality.",
          "The lungs are clear.",
          "No acute disease.",
          "Normal chest radiograph.",
          "Unremarkable study.");

  private static boolean normal(Prompt prompt) {
    return prompt.labels().getOrDefault(Finding.NO_FINDING, 0) == 1;
  }

  private static String canonicalLead(Certainty certainty) {
    return switch (certainty) {
      case PRESENT -> "";
      case UNCERTAIN -> "possible ";
      case ABSENT -> "no ";
    };
  }

  /**
   * Whether two may share a sentence: the second must not be read as sharing the place of the
   * first.
   */
  private static boolean joinable(Observation first, Observation second) {
    if (first.certainty() != second.certainty() || first.certainty() == Certainty.UNCERTAIN) {
      return false;
    }
    if (first.certainty() == Certainty.ABSENT) {
      return plain(first) && plain(second);
    }
    boolean placeless = Places.of(second.finding()).sides().isEmpty();
    return second.laterality().isPresent() || (placeless && second.zones().isEmpty());
  }

  private static boolean plain(Observation seen) {
    return seen.laterality().isEmpty() && seen.zones().isEmpty() && seen.severity().isEmpty();
  }

  private static String statement(List<Observation> group, RandomStream random) {
    List<Noun> nouns = new ArrayList<>();
    for (Observation seen : group) {
      nouns.add(random.pick(Noun.of(seen.finding())));
    }
    boolean single = group.size() == 1;
    return switch (group.get(0).certainty()) {
      case ABSENT -> absent(group, nouns, random);
      case UNCERTAIN -> uncertain(group.get(0), nouns.get(0), random);
      case PRESENT ->
          single && random.chance(0.4)
              ? placed(group.get(0), nouns.get(0), random)
              : present(group, nouns, random);
    };
  }

  private static String absent(List<Observation> group, List<Noun> nouns, RandomStream random) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      names.add(NounPhrase.bare(group.get(i), nouns.get(i)));
    }
    String list = NounPhrase.list(names, "or");
    return switch (random.nextInt(5)) {
      case 0 -> "there is no " + list;
      case 1 -> "no evidence of " + list;
      case 2 -> "no " + list + " is seen";
      case 3 -> "there is no evidence of " + list;
      default -> "no " + list;
    };
  }

  private static String uncertain(Observation seen, Noun noun, RandomStream random) {
    String bare = NounPhrase.bare(seen, noun);
    String full = NounPhrase.withArticle(seen, noun);
    String are = NounPhrase.plural(seen, noun) ? " are" : " is";
    return switch (random.nextInt(7)) {
      case 0 -> "possible " + bare;
      case 1 -> full + are + " possible";
      case 2 -> "findings suggest " + full;
      case 3 -> full + " cannot be excluded";
      case 4 -> "there may be " + full;
      case 5 -> "appearance worrisome for " + full;
      default -> "likely " + bare;
    };
  }

  private static String placed(Observation seen, Noun noun, RandomStream random) {
    String phrase = NounPhrase.placedBehind(seen, noun);
    String is = NounPhrase.plural(seen, noun) ? "are" : "is";
    return switch (random.nextInt(3)) {
      case 0 -> phrase;
      case 1 -> "there " + is + " " + phrase;
      default -> "the film shows " + phrase;
    };
  }

  private static String present(List<Observation> group, List<Noun> nouns, RandomStream random) {
    List<String> phrases = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      phrases.add(NounPhrase.withArticle(group.get(i), nouns.get(i)));
    }
    boolean plural = group.size() > 1 || NounPhrase.plural(group.get(0), nouns.get(0));
    String list = NounPhrase.list(phrases, "and");
    return switch (random.nextInt(6)) {
      case 0 -> "there " + (plural && group.size() == 1 ? "are " : "is ") + list;
      case 1 -> list + (plural ? " are" : " is") + " seen";
      case 2 -> list + (plural ? " are" : " is") + " present";
      case 3 -> "the radiograph demonstrates " + list;
      case 4 -> "findings consistent with " + list;
      default -> group.size() == 1 ? NounPhrase.bare(group.get(0), nouns.get(0)) : list;
    };
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }
}
