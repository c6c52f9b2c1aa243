package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where findings shall be, from words on a command line: {@code FILE}, or {@code FINDING=WHERE}
 * separated by commas, where WHERE is a mask file, {@code soft:FILE} (grey levels are shares),
 * {@code box:X:Y:WIDTH:HEIGHT} in the film's pixels, or a JSON file of shapes. The files are read
 * at once, and laid onto a film when its size is known.
 */
public final class RegionReader {

  private static final String SOFT = "soft:";
  private static final String BOX = "box:";

  /**
   * One region before it is laid onto a film.
   *
   * @param place where it came from, for messages
   */
  private record Part(Finding finding, String place, Region region) {}

  /** Lays a region onto a film. */
  @FunctionalInterface
  private interface Region {

    /**
     * @param fit whether a mask of another size is brought to the film's
     */
    Coverage on(int width, int height, boolean fit);
  }

  private final List<Part> parts;

  private RegionReader(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * @param words see above
   * @param asked the request's observations: a mask without a name belongs to the one finding that
   *     can have one
   * @throws ai.chestnut.failure.FileException if a file cannot be read as it claims to be
   * @throws RequestException for an unknown finding or one without a place
   */
  public static RegionReader read(String words, List<Observation> asked) {
    List<Part> parts = new ArrayList<>();
    for (String each : words.split(",", -1)) {
      int equals = each.indexOf('=');
      String where = each.substring(equals + 1).strip();
      if (equals < 0 && ShapeFile.isOne(Path.of(where))) {
        named(Path.of(where))
            .forEach((finding, mask) -> parts.add(new Part(finding, where, shapes(mask))));
      } else {
        Finding finding = equals < 0 ? only(asked, where) : finding(each.substring(0, equals));
        parts.add(new Part(finding, where, one(finding, where)));
      }
    }
    for (Part part : parts) {
      if (!Places.of(part.finding()).drawn()) {
        throw new RequestException(
            "pathology",
            part.place(),
            part.finding().canonicalName(),
            "a finding that has a place in the film");
      }
    }
    return new RegionReader(List.copyOf(parts));
  }

  /**
   * @param width of the film in pixels
   * @param fit whether a mask of another size is brought to the film's
   * @throws RequestException for an empty region, or one of another size
   */
  public Map<Finding, Coverage> on(int width, int height, boolean fit) {
    Map<Finding, Coverage> regions = new EnumMap<>(Finding.class);
    for (Part part : parts) {
      Coverage region = part.region().on(width, height, fit);
      if (region.isEmpty()) {
        throw new RequestException(
            part.finding().canonicalName() + " mask",
            part.place(),
            "an empty mask",
            "at least one pixel");
      }
      regions.merge(part.finding(), region, Coverage::or);
    }
    return regions;
  }

  private static Finding finding(String name) {
    return ForeignNames.finding(name)
        .orElseThrow(
            () ->
                new RequestException(
                    "finding",
                    "--pathology",
                    "\"" + name.strip() + "\"",
                    "one of the vocabulary, such as pleural effusion=FILE"));
  }

  private static Finding only(List<Observation> asked, String place) {
    List<Finding> drawn =
        asked.stream()
            .filter(each -> each.certainty() != Certainty.ABSENT)
            .map(Observation::finding)
            .filter(each -> Places.of(each).drawn())
            .distinct()
            .toList();
    if (drawn.size() != 1) {
      throw new RequestException(
          "pathology",
          place,
          drawn.isEmpty()
              ? "a mask, and no finding in the prompt that has a place"
              : "one mask for " + drawn.size() + " findings",
          "FINDING=FILE for each, such as " + Finding.PLEURAL_EFFUSION.slug() + "=" + place);
    }
    return drawn.get(0);
  }

  private static Region one(Finding finding, String where) {
    if (where.startsWith(BOX)) {
      return box(where);
    }
    if (where.startsWith(SOFT)) {
      return soft(Path.of(where.substring(SOFT.length())));
    }
    Path file = Path.of(where);
    if (ShapeFile.isOne(file)) {
      return shapes(
          Optional.ofNullable(named(file).get(finding))
              .orElseThrow(
                  () ->
                      new RequestException(
                          "shapes",
                          where,
                          "none called " + finding.canonicalName(),
                          "one of that name, a synonym of it or VinDr's name")));
    }
    Mask mask = MaskFiles.readMask(file);
    return (width, height, fit) -> {
      if (!fit) {
        LayoutCheck.requireUsable(mask, width, height, where);
      }
      return Coverage.of(mask.resized(width, height));
    };
  }

  private static Region shapes(Mask mask) {
    return (width, height, fit) -> Coverage.of(mask.resized(width, height));
  }

  private static Region box(String words) {
    String[] parts = words.substring(BOX.length()).split(":", -1);
    double[] numbers = new double[4];
    try {
      if (parts.length != 4) {
        throw new NumberFormatException(words);
      }
      for (int i = 0; i < 4; i++) {
        numbers[i] = Double.parseDouble(parts[i]);
      }
    } catch (NumberFormatException wrong) {
      throw new RequestException(
          "box", "--pathology", "\"" + words + "\"", "box:X:Y:WIDTH:HEIGHT in pixels");
    }
    return (width, height, fit) -> {
      boolean inside =
          numbers[0] >= 0
              && numbers[1] >= 0
              && numbers[2] > 0
              && numbers[3] > 0
              && numbers[0] + numbers[2] <= width
              && numbers[1] + numbers[3] <= height;
      if (!inside) {
        throw new RequestException(
            "box", "--pathology", words, "inside the film, " + width + "x" + height + " pixels");
      }
      return Coverage.of(
          Polygon.box(numbers[0], numbers[1], numbers[2], numbers[3]).filled(width, height));
    };
  }

  private static Region soft(Path file) {
    Radiograph grey = RadiographFiles.read(file);
    return (width, height, fit) -> {
      if (!fit && (grey.width() != width || grey.height() != height)) {
        throw new RequestException(
            "soft mask",
            file.toString(),
            grey.width() + "x" + grey.height() + " pixels",
            width + "x" + height + " as the film; or add --fit");
      }
      return Coverage.of(width, height, grey.resized(width, height).unit());
    };
  }

  /** Every finding of a file of shapes; structures in it are passed over. */
  private static Map<Finding, Mask> named(Path file) {
    ShapeFile shapes = ShapeFile.read(file);
    Map<Finding, Mask> found = new EnumMap<>(Finding.class);
    for (ShapeFile.Named shape : shapes.shapes()) {
      Optional<Finding> finding = ForeignNames.finding(shape.name());
      if (finding.isPresent()) {
        found.merge(finding.get(), shape.mask(), Mask::or);
      } else if (ForeignNames.structures(shape.name()).isEmpty()) {
        throw new RequestException(
            "shape names",
            file.toString(),
            "\"" + shape.name() + "\"",
            "names of findings or structures; rename it or cut it out");
      }
    }
    if (found.isEmpty()) {
      throw new RequestException(
          "shapes", file.toString(), "structures alone", "at least one finding");
    }
    return found;
  }
}
