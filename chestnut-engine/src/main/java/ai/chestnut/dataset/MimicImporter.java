package ai.chestnut.dataset;

import ai.chestnut.storage.Trouble;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * MIMIC-CXR-JPG (Johnson et al., 2019): the tables {@code mimic-cxr-2.0.0-metadata}, {@code -split}
 * and {@code -chexpert} (or {@code -negbio}), plain or gzipped, and the films below {@code files}.
 *
 * <p>Reports come along where {@code files/p10/p10000032/s50414267.txt} is there: their findings
 * and impression. Sex and age come along where MIMIC-IV's {@code patients.csv} is there. What is
 * neither PA nor AP is left out.
 */
public final class MimicImporter implements Importer {

  /** Sex, and the age in one year from which that of a study follows. */
  private record Person(Optional<Sex> sex, int anchorAge, int anchorYear) {}

  @Override
  public String format() {
    return "mimic-cxr-jpg";
  }

  @Override
  public Collected collect(Path source) {
    Table films =
        table(source, "metadata").require("dicom_id", "subject_id", "study_id", "ViewPosition");
    Map<String, Split> splits = splits(source);
    Map<String, Map<Finding, Integer>> labels = labels(source);
    Map<String, Person> people = people(source);
    Collected collected = new Collected();
    for (TableRow row : films.rows()) {
      String position = row.get("ViewPosition");
      if (!position.equals("PA") && !position.equals("AP")) {
        collected.leaveOut(position.isEmpty() ? "view not recorded" : "view is " + position);
        continue;
      }
      String study = row.require("study_id");
      Split split = splits.get(row.require("dicom_id"));
      if (split == null) {
        throw row.wrong("dicom_id", "no split for it", "it in the split table");
      }
      collected.take(
          new ManifestRow(
              folder(row) + "/s" + study + "/" + row.get("dicom_id") + ".jpg",
              subject(row, people),
              Optional.of(split),
              View.named(position),
              report(source.resolve(folder(row)).resolve("s" + study + ".txt")),
              labels.getOrDefault(study, Map.of()),
              RowMasks.NONE,
              new Origin(
                  "mimic-cxr-jpg",
                  "PhysioNet Credentialed Health Data License 1.5.0",
                  Map.of("study", "s" + study))),
          row);
    }
    return collected;
  }

  private static Table table(Path source, String name) {
    return ForeignCell.requireTable(
        source, List.of("mimic-cxr-2.0.0-" + name + ".csv", "mimic-cxr-2.1.0-" + name + ".csv"));
  }

  /** {@code files/p10/p10000032}. */
  private static String folder(TableRow row) {
    String subject = row.require("subject_id");
    if (subject.length() < 2) {
      throw row.wrong("subject_id", "'" + subject + "'", "eight digits");
    }
    return "files/p" + subject.substring(0, 2) + "/p" + subject;
  }

  private static Subject subject(TableRow row, Map<String, Person> people) {
    String subject = row.require("subject_id");
    Person person = people.get(subject);
    if (person == null) {
      return new Subject("mimic:" + subject, Optional.empty(), OptionalInt.empty());
    }
    String date = row.get("StudyDate"); // yyyymmdd, shifted into the future for privacy
    OptionalInt age = OptionalInt.empty();
    if (date.length() == 8) {
      int years =
          person.anchorAge()
              + row.wholeNumber("StudyDate", date.substring(0, 4))
              - person.anchorYear();
      age = years < 0 || years > Subject.OLDEST ? age : OptionalInt.of(years);
    }
    return new Subject("mimic:" + subject, person.sex(), age);
  }

  private static Map<String, Split> splits(Path source) {
    Map<String, Split> splits = new HashMap<>();
    for (TableRow row : table(source, "split").require("dicom_id", "split").rows()) {
      String word = row.require("split");
      Split split =
          Split.named(word)
              .orElseThrow(() -> row.wrong("split", "'" + word + "'", "train, validate or test"));
      splits.put(row.require("dicom_id"), split);
    }
    return splits;
  }

  private static Map<String, Map<Finding, Integer>> labels(Path source) {
    boolean negbio =
        ForeignCell.table(source, List.of("mimic-cxr-2.0.0-chexpert.csv")).isEmpty()
            && ForeignCell.table(source, List.of("mimic-cxr-2.0.0-negbio.csv")).isPresent();
    Map<String, Map<Finding, Integer>> labels = new HashMap<>();
    Table table = ChexpertLabels.require(table(source, negbio ? "negbio" : "chexpert"));
    for (TableRow row : table.require("study_id").rows()) {
      labels.put(row.require("study_id"), ChexpertLabels.read(row));
    }
    return labels;
  }

  private static Map<String, Person> people(Path source) {
    Map<String, Person> people = new HashMap<>();
    Optional<Path> file = ForeignCell.table(source, List.of("patients.csv"));
    if (file.isPresent()) {
      Table table =
          Table.read(file.get()).require("subject_id", "gender", "anchor_age", "anchor_year");
      for (TableRow row : table.rows()) {
        people.put(
            row.require("subject_id"),
            new Person(
                ForeignCell.sex(row, "gender"),
                row.wholeNumber("anchor_age", row.require("anchor_age")),
                row.wholeNumber("anchor_year", row.require("anchor_year"))));
      }
    }
    return people;
  }

  private static String report(Path file) {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      return ReportSections.described(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException wrong) {
      throw Trouble.reading("report", file, "a readable text", wrong);
    }
  }
}
