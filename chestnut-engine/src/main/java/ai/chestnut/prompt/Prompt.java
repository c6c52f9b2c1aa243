package ai.chestnut.prompt;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked for, as understood.
 *
 * @param text the words of the request
 * @param ageYears 0 to 120
 * @param observations in the order of the text
 * @param unknown content words of the text that mean nothing to the reader, in its order
 */
public record Prompt(
    String text,
    Optional<View> view,
    Optional<Sex> sex,
    OptionalInt ageYears,
    List<Observation> observations,
    List<String> unknown) {

  /**
   * @throws RequestException if the age is outside 0 to 120
   */
  public Prompt {
    if (ageYears.isPresent() && (ageYears.getAsInt() < 0 || ageYears.getAsInt() > 120)) {
      throw new RequestException("age", "prompt", ageYears.getAsInt() + " years", "0 to 120 years");
    }
    observations = List.copyOf(observations);
    unknown = List.copyOf(unknown);
  }

  /** A prompt from its parts; its text is the canonical wording of them. */
  public static Prompt of(
      Optional<View> view,
      Optional<Sex> sex,
      OptionalInt ageYears,
      List<Observation> observations) {
    Prompt parts = new Prompt("", view, sex, ageYears, observations, List.of());
    return parts.withText(new ReportWriter().canonical(parts));
  }

  public Prompt withText(String words) {
    return new Prompt(words, view, sex, ageYears, observations, unknown);
  }

  /**
   * What was asked of the findings that were mentioned, in the order of {@link Finding}: 1 present,
   * 0 absent, -1 uncertain. What is not mentioned has no entry. A broader finding is at least as
   * present as its narrower ones. No Finding is 1 where nothing but devices is present or
   * uncertain, and else has no entry.
   */
  public Map<Finding, Integer> labels() {
    Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
    for (Observation observation : observations) {
      Optional<Finding> named = Optional.of(observation.finding());
      while (named.isPresent()) {
        labels.merge(named.get(), label(observation.certainty()), Prompt::surer);
        // an absent nodule says nothing of the other lesions
        named =
            observation.certainty() == Certainty.ABSENT ? Optional.empty() : named.get().parent();
      }
    }
    boolean normal =
        labels.entrySet().stream()
            .allMatch(e -> e.getValue() == 0 || e.getKey() == Finding.SUPPORT_DEVICES);
    if (normal) {
      labels.put(Finding.NO_FINDING, 1);
    }
    return Collections.unmodifiableMap(labels);
  }

  /** {@link #labels} where nothing was left unsaid: every finding has an entry, 0 for the rest. */
  public Map<Finding, Integer> closedLabels() {
    Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
    for (Finding finding : Finding.values()) {
      labels.put(finding, 0);
    }
    labels.putAll(labels());
    return Collections.unmodifiableMap(labels);
  }

  private static int label(Certainty certainty) {
    return switch (certainty) {
      case PRESENT -> 1;
      case UNCERTAIN -> -1;
      case ABSENT -> 0;
    };
  }

  private static int surer(int one, int other) {
    return one == 1 || other == 1 ? 1 : Math.min(one, other);
  }

  /**
   * Returns if a film can be made of this prompt.
   *
   * @throws RequestException if it is empty, nothing of it is understood, it contradicts itself, or
   *     a finding is where it cannot be
   */
  public void requireUsable() {
    PromptCheck.require(this);
  }
}
