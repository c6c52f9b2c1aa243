package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.ActivationMap;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The pointing game (Zhang et al. 2018, section 4.1): whether the place that speaks loudest for a
 * finding lies in a box that a radiologist drew for it. Chance is a dart at the lungs: the share of
 * the lung envelope that the boxes cover. Boxes are JSON in the extra column {@code boxes}: {@code
 * [{"label": "Pneumonia", "x": …, "y": …, "w": …, "h": …}]}, in pixels of the film.
 */
final class PointingPaper implements ExamPaper {

  private static final String COLUMN = "boxes";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BiFunction<Radiograph, Finding, ActivationMap> activation;
  private final List<Finding> known;
  private final Function<Radiograph, Mask> lungs;
  private final Marks marks;

  /**
   * @param lungs the lung envelope of a film; empty where there is none
   */
  PointingPaper(
      String expert,
      BiFunction<Radiograph, Finding, ActivationMap> activation,
      List<Finding> known,
      Function<Radiograph, Mask> lungs) {
    this.activation = activation;
    this.known = List.copyOf(known);
    this.lungs = lungs;
    this.marks = new Marks(expert);
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    String text = row.origin().extra().getOrDefault(COLUMN, "");
    if (text.isBlank()) {
      return;
    }
    Map<Finding, Mask> boxes = boxes(manifest, row, text, film);
    if (boxes.isEmpty()) {
      return;
    }
    Mask field = lungs.apply(film);
    boxes.forEach(
        (finding, inside) -> {
          if (known.contains(finding) && !field.isEmpty()) {
            Point peak = activation.apply(film, finding).peak();
            int x = Math.min(film.width() - 1, (int) peak.x());
            int y = Math.min(film.height() - 1, (int) peak.y());
            double hit = inside.at(x, y) ? 1 : 0;
            double chance = (double) inside.and(field).area() / field.area();
            String slug = finding.slug();
            marks.mean("pointing", slug, row.patient(), row.source(), hit);
            marks.mean("pointing by chance", slug, row.patient(), row.source(), chance);
            marks.mean("pointing over chance", slug, row.patient(), row.source(), hit - chance);
          }
        });
  }

  private static Map<Finding, Mask> boxes(
      Manifest manifest, ManifestRow row, String text, Radiograph film) {
    Map<Finding, Mask> boxes = new EnumMap<>(Finding.class);
    try {
      for (JsonNode one : MAPPER.readTree(text)) {
        Box box =
            new Box(
                (int) Math.round(one.path("x").asDouble()),
                (int) Math.round(one.path("y").asDouble()),
                Math.max(1, (int) Math.round(one.path("w").asDouble())),
                Math.max(1, (int) Math.round(one.path("h").asDouble())));
        Mask inside =
            Mask.where(
                film.width(),
                film.height(),
                i -> {
                  int x = i % film.width() - box.x();
                  int y = i / film.width() - box.y();
                  return x >= 0 && y >= 0 && x < box.width() && y < box.height();
                });
        Finding.named(one.path("label").asText())
            .ifPresent(finding -> boxes.merge(finding, inside, Mask::or));
      }
    } catch (JsonProcessingException wrong) {
      throw new FileException(
          "column " + COLUMN + " of " + row.file(),
          manifest.folder().resolve(Manifest.FILE_NAME),
          text,
          "a JSON list of boxes",
          wrong);
    }
    return boxes;
  }

  @Override
  public List<ExpertFigure> marks() {
    return marks.figures();
  }
}
