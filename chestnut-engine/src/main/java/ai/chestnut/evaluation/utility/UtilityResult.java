package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.failure.DefectException;
import ai.chestnut.storage.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment found.
 *
 * @param recipe what was done
 * @param testFilms how many real films each net was tested on
 * @param testPeople how many people they show
 * @param weights numbers that each net learns
 * @param rows arm by arm in the recipe's order, the measure that counts first
 */
public record UtilityResult(
    UtilityRecipe recipe, int testFilms, int testPeople, long weights, List<UtilityRow> rows) {

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-utility/1";

  /** The file's name in the output folder. */
  public static final String FILE_NAME = "utility.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public UtilityResult {
    rows = List.copyOf(rows);
  }

  /** Writes {@value #FILE_NAME} into an existing folder. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(FILE_NAME), json());
  }

  /** UTF-8 JSON, stable key order. */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("name", recipe.name());
    root.put("task", recipe.task().kind().name().toLowerCase(java.util.Locale.ROOT));
    root.put("reference", recipe.reference());
    root.put("seeds", recipe.seeds());
    root.put("steps", recipe.schooling().steps());
    root.put("batch", recipe.schooling().batch());
    root.put("side", recipe.net().side());
    root.put("weights", weights);
    root.put("testFilms", testFilms);
    root.put("testPeople", testPeople);
    root.put("rows", rows.stream().map(UtilityResult::row).toList());
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a utility result is always JSON", impossible);
    }
  }

  private static Map<String, Object> row(UtilityRow row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("arm", row.arm());
    map.put("measure", row.measure());
    put(map, "", row.value());
    row.gain().ifPresent(gain -> put(map, "gain", gain));
    map.put("perSeed", row.perSeed());
    map.put("realFilms", row.real());
    map.put("syntheticFilms", row.synthetic());
    return map;
  }

  private static void put(Map<String, Object> map, String name, Interval interval) {
    map.put(name.isEmpty() ? "value" : name, interval.value());
    map.put(name.isEmpty() ? "low" : name + "Low", interval.low());
    map.put(name.isEmpty() ? "high" : name + "High", interval.high());
  }

  /** One line for each arm's first measure, for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String first = rows.get(0).measure();
    for (UtilityRow row : rows) {
      if (row.measure().equals(first)) {
        lines.add(
            String.format(
                java.util.Locale.ROOT,
                "%s: %s %.3f (%.3f to %.3f)%s",
                row.arm(),
                row.measure(),
                row.value().value(),
                row.value().low(),
                row.value().high(),
                row.gain()
                    .map(
                        gain ->
                            String.format(
                                java.util.Locale.ROOT,
                                ", gain %+.3f (%+.3f to %+.3f)",
                                gain.value(),
                                gain.low(),
                                gain.high()))
                    .orElse("")));
      }
    }
    return lines;
  }
}
