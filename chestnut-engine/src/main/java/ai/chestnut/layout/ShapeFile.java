package ai.chestnut.layout;

import ai.chestnut.failure.FileException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Named shapes of one picture from JSON: COCO (polygons, run lengths or boxes) or LabelMe (polygons
 * and rectangles).
 *
 * @param width of the picture that they were drawn on, in pixels
 * @param shapes in the order of the file
 */
public record ShapeFile(int width, int height, List<Named> shapes) {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MOST_SIDE = 16_384;
  private static final String EITHER = "a COCO file of one picture, or a LabelMe file";

  /**
   * One shape.
   *
   * @param mask of the picture's size
   */
  public record Named(String name, Mask mask) {}

  public ShapeFile {
    shapes = List.copyOf(shapes);
  }

  /** Whether a file is to be read as shapes. */
  public static boolean isOne(Path file) {
    return file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".json");
  }

  /**
   * @throws FileException if it is missing, no JSON, of another layout, of several pictures, or a
   *     shape does not fit the picture
   */
  public static ShapeFile read(Path file) {
    JsonNode root = parsed(file);
    try {
      ShapeFile read = root.has("annotations") ? coco(file, root) : labelMe(file, root);
      if (read.shapes().isEmpty()) {
        throw new FileException("shapes", file, "none", "at least one");
      }
      return read;
    } catch (IllegalArgumentException wrong) {
      throw new FileException("shapes", file, String.valueOf(wrong.getMessage()), EITHER, wrong);
    }
  }

  private static JsonNode parsed(Path file) {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException wrong) {
      throw new FileException("shapes", file, "what is no JSON", EITHER, wrong);
    } catch (NoSuchFileException missing) {
      throw new FileException("shapes", file, "no such file", EITHER, missing);
    } catch (IOException wrong) {
      throw new FileException("shapes", file, String.valueOf(wrong.getMessage()), EITHER, wrong);
    }
  }

  private static ShapeFile coco(Path file, JsonNode root) {
    if (root.path("images").size() != 1) {
      throw new FileException(
          "images", file, root.path("images").size() + " pictures", "one; cut the others out");
    }
    JsonNode image = root.path("images").get(0);
    int width = side(file, image.path("width"));
    int height = side(file, image.path("height"));
    Map<Long, String> names = new HashMap<>();
    root.path("categories").forEach(c -> names.put(c.path("id").asLong(), c.path("name").asText()));
    List<Named> shapes = new ArrayList<>();
    for (JsonNode annotation : root.path("annotations")) {
      long category = annotation.path("category_id").asLong(Long.MIN_VALUE);
      String name = names.get(category);
      if (name == null) {
        throw new FileException(
            "category_id",
            file,
            annotation.path("category_id").toString(),
            "one of its categories");
      }
      shapes.add(new Named(name, mask(file, annotation, width, height)));
    }
    return new ShapeFile(width, height, shapes);
  }

  private static Mask mask(Path file, JsonNode annotation, int width, int height) {
    JsonNode segmentation = annotation.path("segmentation");
    if (segmentation.isArray() && !segmentation.isEmpty()) {
      Mask mask = Mask.empty(width, height);
      for (JsonNode ring : segmentation) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < ring.size(); i += 2) {
          points.add(point(ring.get(i), ring.get(i + 1)));
        }
        mask = mask.or(new Polygon(points).filled(width, height));
      }
      return mask;
    }
    if (segmentation.isObject()) {
      if (segmentation.path("size").path(0).asInt() != height
          || segmentation.path("size").path(1).asInt() != width) {
        throw new FileException(
            "segmentation", file, "size " + segmentation.path("size"), "its picture's size");
      }
      JsonNode counts = segmentation.path("counts");
      List<Long> runs = new ArrayList<>();
      counts.forEach(count -> runs.add(count.asLong(-1)));
      return CocoRuns.mask(
          counts.isTextual() ? CocoRuns.counts(counts.asText()) : runs, width, height);
    }
    JsonNode box = annotation.path("bbox");
    if (box.size() != 4) {
      throw new FileException(
          "annotation", file, "neither segmentation nor bbox", "one of the two");
    }
    Point corner = point(box.get(0), box.get(1));
    Point size = point(box.get(2), box.get(3));
    return Polygon.box(corner.x(), corner.y(), size.x(), size.y()).filled(width, height);
  }

  private static ShapeFile labelMe(Path file, JsonNode root) {
    if (!root.path("shapes").isArray()) {
      throw new FileException("shapes", file, "another layout of JSON", EITHER);
    }
    int width = side(file, root.path("imageWidth"));
    int height = side(file, root.path("imageHeight"));
    List<Named> shapes = new ArrayList<>();
    for (JsonNode shape : root.path("shapes")) {
      List<Point> points = new ArrayList<>();
      shape.path("points").forEach(p -> points.add(point(p.path(0), p.path(1))));
      String type = shape.path("shape_type").asText("polygon");
      Polygon outline =
          switch (type) {
            case "polygon" -> new Polygon(points);
            case "rectangle" -> rectangle(points);
            default ->
                throw new FileException(
                    "shape_type", file, "\"" + type + "\"", "polygon or rectangle");
          };
      shapes.add(new Named(shape.path("label").asText(), outline.filled(width, height)));
    }
    return new ShapeFile(width, height, shapes);
  }

  private static Polygon rectangle(List<Point> corners) {
    if (corners.size() != 2) {
      throw new IllegalArgumentException("a rectangle of " + corners.size() + " corners");
    }
    Point a = corners.get(0);
    Point b = corners.get(1);
    return Polygon.box(
        Math.min(a.x(), b.x()),
        Math.min(a.y(), b.y()),
        Math.abs(a.x() - b.x()),
        Math.abs(a.y() - b.y()));
  }

  private static Point point(JsonNode x, JsonNode y) {
    if (!x.isNumber() || !y.isNumber()) {
      throw new IllegalArgumentException("a coordinate that is no number");
    }
    return new Point(x.asDouble(), y.asDouble());
  }

  private static int side(Path file, JsonNode value) {
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > MOST_SIDE) {
      throw new FileException(
          "picture size",
          file,
          value.isMissingNode() ? "none" : value.toString(),
          "width and height, 1 to " + MOST_SIDE);
    }
    return value.asInt();
  }
}
