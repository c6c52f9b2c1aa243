package ai.chestnut.training.pairs;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.Map;

/**
 * The boxes of a row as masks: the ellipse that touches the four sides, for the corners of a box
 * around a round shadow are not part of it. JSON in the extra column {@code boxes}: {@code
 * [{"label": "Pneumonia", "x": …, "y": …, "w": …, "h": …}]}, in pixels of the film.
 */
final class DrawnBoxes {

  private static final String COLUMN = "boxes";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DrawnBoxes() {}

  /**
   * @throws FileException if the column holds something else
   */
  static Map<Finding, Mask> of(Manifest manifest, ManifestRow row, int width, int height) {
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    String text = row.origin().extra().getOrDefault(COLUMN, "");
    if (text.isBlank()) {
      return masks;
    }
    try {
      for (JsonNode box : MAPPER.readTree(text)) {
        double halfWidth = box.path("w").asDouble() / 2;
        double halfHeight = box.path("h").asDouble() / 2;
        double middleX = box.path("x").asDouble() + halfWidth;
        double middleY = box.path("y").asDouble() + halfHeight;
        Mask inside =
            Mask.where(
                width,
                height,
                i -> {
                  double x = (i % width + 0.5 - middleX) / halfWidth;
                  double y = (i / width + 0.5 - middleY) / halfHeight;
                  return x * x + y * y <= 1;
                });
        Finding.named(box.path("label").asText())
            .ifPresent(finding -> masks.merge(finding, inside, Mask::or));
      }
      return masks;
    } catch (JsonProcessingException wrong) {
      throw new FileException(
          "boxes of " + row.file(),
          manifest.folder().resolve(Manifest.FILE_NAME),
          "no JSON",
          "[{\"label\": …, \"x\": …, \"y\": …, \"w\": …, \"h\": …}]",
          wrong);
    }
  }
}
