package ai.chestnut.evaluation.detector;

import ai.chestnut.failure.DefectException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code detector.json}: how well synthetic films are told from real ones. */
public final class DetectionJson {

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-detector/1";

  /** The file's name in the output folder. */
  public static final String FILE_NAME = "detector.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DetectionJson() {}

  /** UTF-8 JSON, stable key order. */
  public static String of(Detection found) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("discriminator", found.discriminator());
    root.put("auroc", found.auroc().value());
    root.put("low", found.auroc().low());
    root.put("high", found.auroc().high());
    root.put("realFilms", found.real());
    root.put("syntheticFilms", found.synthetic());
    root.put("folds", Detection.FOLDS);
    root.put("seeds", found.seeds());
    root.put("perSeed", found.perSeed());
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a figure is always JSON", impossible);
    }
  }
}
