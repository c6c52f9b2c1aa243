package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.detector.DetectionJson;
import ai.chestnut.evaluation.memorisation.MemorisationJson;
import ai.chestnut.evaluation.utility.UtilityResult;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What other checks of the same films left beside a scorecard: copies of training films, telling
 * the films from real ones, what they teach.
 *
 * @param tables one for each check that was made
 */
record Beside(List<Table> tables) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * One check.
   *
   * @param lead what it asks, in a sentence
   * @param columns names of the two kinds of value; the second may be empty throughout
   */
  record Table(String title, String lead, List<String> columns, List<Row> rows) {}

  /** One figure: its name, its value, and what it is held against. */
  record Row(String name, Optional<Value> value, Optional<Value> other, String note) {}

  /** A number with its 95 % interval; an exact count has none. */
  record Value(double value, double low, double high) {}

  Beside {
    tables = List.copyOf(tables);
  }

  /**
   * Reads what stands in the folder; nothing there, no tables.
   *
   * @throws FileException if a file is damaged
   */
  static Beside in(Path folder) {
    List<Table> tables = new ArrayList<>();
    read(folder.resolve(MemorisationJson.FILE_NAME), MemorisationJson.FORMAT)
        .ifPresent(found -> tables.add(copies(found)));
    read(folder.resolve(DetectionJson.FILE_NAME), DetectionJson.FORMAT)
        .ifPresent(found -> tables.add(detector(found)));
    read(folder.resolve(UtilityResult.FILE_NAME), UtilityResult.FORMAT)
        .ifPresent(found -> tables.add(utility(found)));
    return new Beside(tables);
  }

  private static Optional<JsonNode> read(Path file, String format) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException wrong) {
      throw Trouble.reading("figures", file, "JSON of format " + format, wrong);
    }
    if (!root.path("format").asText().equals(format)) {
      throw new FileException("figures", file, "format " + root.path("format"), format);
    }
    return Optional.of(root);
  }

  private static Table copies(JsonNode found) {
    JsonNode made = found.path("synthetic");
    JsonNode real = found.path("real");
    String n =
        made.path("films").asInt()
            + " films · "
            + made.path("trainingFilms").asInt()
            + " training · "
            + made.path("heldOutFilms").asInt()
            + " held out · "
            + found.path("features").asText();
    List<Row> rows = new ArrayList<>();
    rows.add(
        row("nearer to a training film, 0.5 without copies", made, real, "nearerToTraining", n));
    rows.add(row("overfitting protection, 1 is best", made, real, "overfittingProtection", n));
    rows.add(row("distance ratio, 1 is best", made, real, "distanceRatio", n));
    rows.add(row("membership AUROC, 0.5 is best", made, real, "membershipAuroc", n));
    rows.add(
        new Row(
            "films that look like a copy",
            count(made, "copySuspects"),
            count(real, "copySuspects"),
            n));
    return new Table(
        "Copies of training films",
        "Whether the films lie nearer to the training films than fresh films would.",
        List.of("synthetic", "real, in their place"),
        rows);
  }

  private static Row row(String name, JsonNode made, JsonNode real, String key, String note) {
    return new Row(name, interval(made.path(key)), interval(real.path(key)), note);
  }

  private static Table detector(JsonNode found) {
    String n =
        found.path("realFilms").asInt()
            + " real · "
            + found.path("syntheticFilms").asInt()
            + " synthetic · "
            + found.path("folds").asInt()
            + " folds · "
            + found.path("discriminator").asText();
    Value auroc = value(found, "auroc", "low", "high");
    return new Table(
        "Told from real films",
        "How well a classifier that has learnt from both tells the films from real ones.",
        List.of("AUROC, 0.5 is best", ""),
        List.of(new Row("real against synthetic", Optional.of(auroc), Optional.empty(), n)));
  }

  private static Table utility(JsonNode found) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode each : found.path("rows")) {
      rows.add(
          new Row(
              each.path("arm").asText() + ", " + each.path("measure").asText(),
              Optional.of(value(each, "value", "low", "high")),
              each.has("gain")
                  ? Optional.of(value(each, "gain", "gainLow", "gainHigh"))
                  : Optional.empty(),
              each.path("realFilms").asInt()
                  + " real · "
                  + each.path("syntheticFilms").asInt()
                  + " synthetic"));
    }
    return new Table(
        "What they teach: " + found.path("name").asText(),
        "Nets taught on the films of each arm, tested on "
            + found.path("testFilms").asInt()
            + " real films of "
            + found.path("testPeople").asInt()
            + " people.",
        List.of("score", "gain over " + found.path("reference").asText()),
        rows);
  }

  private static Value value(JsonNode at, String value, String low, String high) {
    return new Value(at.path(value).asDouble(), at.path(low).asDouble(), at.path(high).asDouble());
  }

  private static Optional<Value> interval(JsonNode at) {
    return at.isObject() ? Optional.of(value(at, "value", "low", "high")) : Optional.empty();
  }

  private static Optional<Value> count(JsonNode at, String key) {
    if (!at.has(key)) {
      return Optional.empty();
    }
    double count = at.path(key).asDouble();
    return Optional.of(new Value(count, count, count));
  }
}
