package ai.chestnut.cli;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a text was understood as, in the words of study.json. */
final class PromptJson {

  private PromptJson() {}

  /** {@code {"text", "observations": […], "unknown": [words]}}. */
  static Map<String, Object> of(Prompt prompt) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("text", prompt.text());
    line.put("observations", prompt.observations().stream().map(PromptJson::observation).toList());
    line.put("unknown", prompt.unknown());
    return line;
  }

  private static Map<String, @Nullable Object> observation(Observation seen) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("finding", seen.finding().canonicalName());
    parts.put("laterality", seen.laterality().map(Laterality::word).orElse(null));
    parts.put("zones", seen.zones().stream().map(Zone::word).toList());
    parts.put("severity", seen.severity().map(Severity::word).orElse(null));
    parts.put("certainty", seen.certainty().word());
    return parts;
  }
}
