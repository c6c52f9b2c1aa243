package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.failure.DefectException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code memorisation-figures.json}: every figure of a check, beside what real films score. */
public final class MemorisationJson {

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-memorisation-figures/1";

  /** The file's name in the output folder. */
  public static final String FILE_NAME = "memorisation-figures.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MemorisationJson() {}

  /**
   * UTF-8 JSON, stable key order.
   *
   * @param floor the same check of real films in the place of synthetic ones
   */
  public static String of(MemorisationCheck check, Optional<MemorisationCheck> floor) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("features", check.features());
    root.put("synthetic", figures(check));
    floor.ifPresent(real -> root.put("real", figures(real)));
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("figures are always JSON", impossible);
    }
  }

  private static Map<String, Object> figures(MemorisationCheck check) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("films", check.synthetic());
    figures.put("trainingFilms", check.train());
    figures.put("heldOutFilms", check.heldOut());
    figures.put("nearerToTraining", interval(check.nearer()));
    figures.put("overfittingProtection", interval(check.overfittingProtection()));
    figures.put("distanceRatio", interval(check.distanceRatio()));
    figures.put("membershipAuroc", interval(check.membership()));
    figures.put("copySuspects", check.copies().suspects());
    figures.put("copyThreshold", check.copies().threshold());
    figures.put("usualRatio", check.copies().usual());
    figures.put("heldOutBelowThreshold", check.copies().heldOutBelow());
    return figures;
  }

  private static Map<String, Double> interval(Interval interval) {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("value", interval.value());
    map.put("low", interval.low());
    map.put("high", interval.high());
    return map;
  }
}
