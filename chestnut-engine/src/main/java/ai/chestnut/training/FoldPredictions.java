package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * What a classifier says of the films of its fold, which it has not learnt from: {@code
 * predictions.csv} in the run's folder.
 */
public final class FoldPredictions {

  /** The file's name within the run's folder. */
  public static final String FILE_NAME = "predictions.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "fold", "file", "patient", "source", "side", "view", "sex", "finding", "label",
              "logit")
          .setRecordSeparator('\n')
          .get();

  /**
   * One film and one finding.
   *
   * @param side longer side of the film in pixels
   * @param view PA, AP or empty, as {@code sex} F, M or empty
   */
  public record Prediction(
      int fold,
      String file,
      String patient,
      String source,
      int side,
      String view,
      String sex,
      Finding finding,
      boolean label,
      double logit) {}

  private FoldPredictions() {}

  static void write(
      FindingClassifier classifier, Fold fold, List<Material> materials, Path folder) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (Material material : materials) {
        if (material.insertions() == 0) {
          Manifest manifest = Manifest.read(Path.of(material.manifest()));
          RowChoice choice = new RowChoice(material.leaveOut());
          for (ManifestRow row : manifest.rows()) {
            if (choice.taken(row) && fold.holds(row) && row.masks().anatomy().isEmpty()) {
              print(classifier, fold, manifest, row, printer);
            }
          }
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("a string can be appended to", impossible);
    }
    AtomicFile.write(folder.resolve(FILE_NAME), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void print(
      FindingClassifier classifier, Fold fold, Manifest manifest, ManifestRow row, CSVPrinter to)
      throws IOException {
    Radiograph film = manifest.film(row);
    for (Map.Entry<Finding, Double> said : classifier.logits(film).entrySet()) {
      int label = row.label(said.getKey()).orElse(-1);
      if (label >= 0) {
        to.printRecord(
            fold.number(),
            row.file(),
            row.patient(),
            row.source(),
            Math.max(film.width(), film.height()),
            row.view().map(View::word).orElse(""),
            row.sex().map(Sex::word).orElse(""),
            said.getKey().slug(),
            label,
            String.format(Locale.ROOT, "%.6f", said.getValue()));
      }
    }
  }

  /**
   * Reads such a file.
   *
   * @throws FileException if it is missing or damaged
   */
  public static List<Prediction> read(Path file) {
    List<Prediction> predictions = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.parse(Files.readString(file), FORMAT.builder().setSkipHeaderRecord(true).get())) {
      for (CSVRecord row : parser) {
        predictions.add(
            new Prediction(
                Integer.parseInt(row.get("fold")),
                row.get("file"),
                row.get("patient"),
                row.get("source"),
                Integer.parseInt(row.get("side")),
                row.get("view"),
                row.get("sex"),
                Finding.named(row.get("finding")).orElseThrow(),
                row.get("label").equals("1"),
                Double.parseDouble(row.get("logit"))));
      }
    } catch (IOException | RuntimeException wrong) {
      throw new FileException(
          "predictions", file, String.valueOf(wrong.getMessage()), "rows of a fold", wrong);
    }
    return predictions;
  }
}
