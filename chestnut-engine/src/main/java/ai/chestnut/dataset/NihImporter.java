package ai.chestnut.dataset;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NIH ChestX-ray14 (Wang et al., CVPR 2017): {@code Data_Entry_2017_v2020.csv}, the images anywhere
 * below the source, {@code BBox_List_2017.csv} and the two split lists where they are there.
 *
 * <p>The fourteen labels are a closed list: what is not listed is 0. Of the official training
 * patients, one in ten goes to val by hash. All films are frontal.
 */
public final class NihImporter implements Importer {

  private static final String IMAGE = "Image Index";
  private static final List<String> COVERED =
      List.of(
          "Atelectasis",
          "Cardiomegaly",
          "Consolidation",
          "Edema",
          "Pleural Effusion",
          "Emphysema",
          "Fibrosis",
          "Hernia",
          "Infiltration",
          "Mass",
          "Nodule",
          "Pleural Thickening",
          "Pneumonia",
          "Pneumothorax");
  private static final LabelReader LABELS =
      new LabelReader(
          new FolderMap.LabelList(
              "Finding Labels",
              "|",
              Map.of("Effusion", "Pleural Effusion"),
              List.of(new FolderMap.LabelRule(Map.of(), true, COVERED))));

  @Override
  public String format() {
    return "nih";
  }

  @Override
  public Collected collect(Path source) {
    Table table =
        ForeignCell.requireTable(
                source, List.of("Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv"))
            .require(IMAGE, "Finding Labels", "Patient ID", "Patient Age", "View Position");
    String sex = table.has("Patient Sex") ? "Patient Sex" : "Patient Gender";
    ImageFiles images = new ImageFiles(source);
    Map<String, Split> splits = splits(source);
    Boxes boxes = boxes(source);
    Collected collected = new Collected();
    for (TableRow row : table.require(sex).rows()) {
      String image = row.require(IMAGE);
      String patient = "nih:" + row.wholeNumber("Patient ID", row.require("Patient ID"));
      Map<String, String> extra = new LinkedHashMap<>();
      extra.put("follow_up", row.get("Follow-up #"));
      extra.put(Boxes.COLUMN, boxes.of(image));
      collected.take(
          new ManifestRow(
              images.path(image),
              new Subject(patient, ForeignCell.sex(row, sex), ForeignCell.age(row, "Patient Age")),
              split(row, image, patient, splits),
              View.named(row.get("View Position")),
              "",
              LABELS.read(row),
              RowMasks.NONE,
              new Origin("nih-cxr14", "NIH-CC-unrestricted", extra)),
          row);
    }
    return collected;
  }

  private static Optional<Split> split(
      TableRow row, String image, String patient, Map<String, Split> splits) {
    Split hashed = Split.ofPatient("nih", patient);
    if (splits.isEmpty()) {
      return Optional.of(hashed);
    }
    Split listed = splits.get(image);
    if (listed == null) {
      throw row.wrong(IMAGE, "'" + image + "' in no split list", "it in one of the two");
    }
    return Optional.of(listed == Split.TRAIN && hashed == Split.VAL ? Split.VAL : listed);
  }

  /** Image to split by the official lists; empty where they are not there. */
  private static Map<String, Split> splits(Path source) {
    Map<String, Split> splits = new HashMap<>();
    Path train = source.resolve("train_val_list.txt");
    Path test = source.resolve("test_list.txt");
    if (Files.exists(train) || Files.exists(test)) {
      lines(train).forEach(image -> splits.put(image, Split.TRAIN));
      for (String image : lines(test)) {
        if (splits.put(image, Split.TEST) != null) {
          throw new FileException("split list", test, image + " in both lists", "it in one");
        }
      }
    }
    return splits;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException wrong) {
      throw Trouble.reading("split list", file, "one image name a line", wrong);
    }
  }

  private static Boxes boxes(Path source) {
    Boxes boxes = new Boxes();
    Optional<Path> file = ForeignCell.table(source, List.of("BBox_List_2017.csv"));
    if (file.isPresent()) {
      // the header reads: Image Index,Finding Label,Bbox [x,y,w,h],,,
      Table table = Table.read(file.get()).require(IMAGE, "Finding Label", "Bbox [x", "h]");
      for (TableRow row : table.rows()) {
        boxes.add(
            row.require(IMAGE),
            row.require("Finding Label"),
            Boxes.number(row, "Bbox [x"),
            Boxes.number(row, "y"),
            Boxes.number(row, "w"),
            Boxes.number(row, "h]"));
      }
    }
    return boxes;
  }
}
