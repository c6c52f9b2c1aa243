package ai.chestnut.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The boxes that a collection draws, as the extra column {@code boxes}: a JSON array of {@code
 * {"label", "x", "y", "w", "h"}} in pixels of the collection's own images.
 */
final class Boxes {

  static final String COLUMN = "boxes";

  private final Map<String, ArrayNode> byImage = new HashMap<>();

  /**
   * @param x left edge; {@code y} upper edge
   */
  void add(String image, String label, double x, double y, double width, double height) {
    ObjectNode box =
        byImage.computeIfAbsent(image, any -> JsonNodeFactory.instance.arrayNode()).addObject();
    box.put("label", label).put("x", x).put("y", y).put("w", width).put("h", height);
  }

  /** The boxes of one image as JSON; empty where there are none. */
  String of(String image) {
    ArrayNode boxes = byImage.get(image);
    return boxes == null ? "" : boxes.toString();
  }

  /** A coordinate cell. */
  static double number(TableRow row, String column) {
    String cell = row.require(column);
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException wrong) {
      throw row.wrong(column, "'" + cell + "'", "a number of pixels");
    }
  }
}
