package ai.chestnut.evaluation.latents;

import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.failure.DefectException;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Trouble;
import ai.chestnut.training.Sheet;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a trial leaves: {@code trial.json} ({@code chestnut-latent-trial/1}), a sheet for each list
 * of findings, the films at the start of the searches above those at their end, and all films at
 * the end in {@code found}.
 */
public final class TrialFiles {

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-latent-trial/1";

  private static final int COLUMNS = 8;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TrialFiles() {}

  /** Writes both into a folder and returns the JSON's file. */
  public static Path write(
      Path folder, ModelIdentity generator, LatentSearch search, List<SearchTrial.Result> results) {
    Path found = made(folder.resolve("found"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SearchTrial.Result result : results) {
      rows.add(described(result));
      RadiographFiles.write(sheet(result), folder.resolve(slug(result) + ".png"), Map.of());
      for (int i = 0; i < result.pairs().size(); i++) {
        RadiographFiles.write(
            result.pairs().get(i).end(),
            found.resolve("%s-%06d.png".formatted(slug(result), i)),
            Map.of());
      }
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("generator", Map.of("name", generator.name(), "sha256", generator.sha256()));
    root.put("search", search);
    root.put("findings", rows);
    Path file = folder.resolve("trial.json");
    AtomicFile.write(file, json(root));
    return file;
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a figure is always JSON", impossible);
    }
  }

  private static String slug(SearchTrial.Result result) {
    return result.wanted().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static Map<String, Object> described(SearchTrial.Result result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("findings", result.wanted());
    row.put("searched", described(result.searched()));
    row.put("drawn", described(result.drawn()));
    row.put("meanSteps", result.meanSteps());
    row.put("meanAngleDegrees", result.meanAngle());
    result.auroc().ifPresent(auroc -> row.put("judgeAuroc", auroc));
    Map<String, Object> change = new LinkedHashMap<>();
    result.change().forEach((finding, by) -> change.put(finding.slug(), by));
    row.put("judgeChange", change);
    return row;
  }

  private static Map<String, Object> described(SearchTrial.Yield yield) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("films", yield.films());
    row.put("met", yield.met());
    row.put("confirmed", yield.confirmed());
    row.put("seconds", yield.seconds());
    row.put("confirmedPerMinute", yield.perMinute());
    return row;
  }

  /** Starts above, ends below; what met the target first. */
  private static Radiograph sheet(SearchTrial.Result result) {
    List<SearchTrial.Pair> shown =
        result.pairs().stream()
            .sorted(Comparator.comparing(pair -> !pair.met()))
            .limit(COLUMNS)
            .toList();
    List<Radiograph> films = new ArrayList<>();
    shown.forEach(pair -> films.add(pair.start()));
    shown.forEach(pair -> films.add(pair.end()));
    return sheet(films, shown.size());
  }

  /** Square films of one side, row by row. */
  public static Radiograph sheet(List<Radiograph> films, int columns) {
    List<float[]> signed = new ArrayList<>();
    for (Radiograph film : films) {
      float[] values = film.unit();
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * values[i] - 1;
      }
      signed.add(values);
    }
    return Sheet.of(signed, films.get(0).width(), columns);
  }
}
