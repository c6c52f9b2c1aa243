package ai.chestnut.study;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for.
 *
 * @param method the system, such as {@code text}
 * @param index which study of the request, from 0
 * @param labels 1 present, 0 absent, -1 uncertain; findings that were not mentioned have no entry
 * @param unknown words of the prompt that nobody understood
 */
public record Asked(
    String method,
    String prompt,
    long seed,
    int index,
    List<Observation> observations,
    Map<Finding, Integer> labels,
    List<String> unknown) {

  public Asked {
    observations = List.copyOf(observations);
    unknown = List.copyOf(unknown);
    EnumMap<Finding, Integer> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(labels);
    labels = Collections.unmodifiableMap(sorted);
    if (index < 0) {
      throw new IllegalArgumentException("index: got " + index + ", expected at least 0");
    }
  }

  /** A prompt as it was understood. */
  public static Asked of(String method, Prompt prompt, long seed, int index) {
    return new Asked(
        method,
        prompt.text(),
        seed,
        index,
        prompt.observations(),
        prompt.labels(),
        prompt.unknown());
  }
}
