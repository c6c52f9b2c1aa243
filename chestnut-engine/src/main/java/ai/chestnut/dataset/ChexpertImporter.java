package ai.chestnut.dataset;

import ai.chestnut.failure.FileException;
import ai.chestnut.vocabulary.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CheXpert (Irvin et al., AAAI 2019): {@code train.csv} and {@code valid.csv}, {@code test.csv}
 * where it is there. The source is the collection's folder or the one above it. Laterals are left
 * out.
 */
public final class ChexpertImporter implements Importer {

  private static final Map<String, Split> TABLES =
      Map.of("train.csv", Split.TRAIN, "valid.csv", Split.VAL, "test.csv", Split.TEST);
  private static final Pattern PATIENT = Pattern.compile("(?:^|/)(patient\\d+)/");

  @Override
  public String format() {
    return "chexpert";
  }

  @Override
  public Collected collect(Path source) {
    Collected collected = new Collected();
    List<Path> tables =
        TABLES.keySet().stream().sorted().map(source::resolve).filter(Files::exists).toList();
    if (tables.isEmpty()) {
      throw new FileException(
          "CheXpert folder", source, "neither train.csv nor valid.csv", "at least one of them");
    }
    for (Path file : tables) {
      Split split = TABLES.getOrDefault(String.valueOf(file.getFileName()), Split.TRAIN);
      Table table =
          ChexpertLabels.require(
              Table.read(file).require("Path", "Sex", "Age", "Frontal/Lateral", "AP/PA"));
      for (TableRow row : table.rows()) {
        if (row.get("Frontal/Lateral").equals("Frontal")) {
          collected.take(row(source, row, split), row);
        } else {
          collected.leaveOut("not a frontal film");
        }
      }
    }
    return collected;
  }

  private static ManifestRow row(Path source, TableRow row, Split split) {
    String path = row.require("Path");
    Matcher patient = PATIENT.matcher(path);
    if (!patient.find()) {
      throw row.wrong("Path", "'" + path + "'", "a folder patient00000 in it");
    }
    OptionalInt age = ForeignCell.age(row, "Age");
    return new ManifestRow(
        located(source, path),
        new Subject(
            "chexpert:" + patient.group(1),
            ForeignCell.sex(row, "Sex"),
            age.isPresent() && age.getAsInt() == 0 ? OptionalInt.empty() : age), // 0: unknown
        Optional.of(split),
        View.named(row.get("AP/PA")),
        "",
        ChexpertLabels.read(row),
        RowMasks.NONE,
        Origin.of("chexpert", "Stanford University Dataset Research Use Agreement"));
  }

  /** Paths start with the collection's own folder, which may or may not be the source. */
  private static String located(Path source, String path) {
    int slash = path.indexOf('/');
    return slash < 0 || Files.exists(source.resolve(path)) ? path : path.substring(slash + 1);
  }
}
