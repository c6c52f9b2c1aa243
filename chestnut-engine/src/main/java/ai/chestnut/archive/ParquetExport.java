package ai.chestnut.archive;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;

import ai.chestnut.progress.Progress;
import ai.chestnut.study.PathologyEntry;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The format {@code parquet}, laid out as Hugging Face data sets are: {@code
 * data/SPLIT-00000-of-00002.parquet} with at most {@value #STUDIES} studies a file and 100 a row
 * group, pictures as structures of bytes and path, and {@code README.md} with the splits and
 * features in its head. The split of validation is called {@code validation} there.
 */
public final class ParquetExport implements ArchiveExport {

  /** Most studies of a file. */
  static final int STUDIES = 1000;

  private final ExportOptions options;

  public ParquetExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Map<String, Integer> rows = data(export, out);
    export.text("README.md", HuggingFaceCard.markdown(export, schema(), rows));
    return export.studies();
  }

  /** The schema of every file. */
  static MessageType schema() {
    List<Type> types = new ArrayList<>();
    types.add(picture(Types.requiredGroup(), "image"));
    types.add(picture(Types.optionalGroup(), "anatomy"));
    types.add(
        StudyColumns.list(
            "masks", StudyColumns.text("finding"), picture(Types.requiredGroup(), "image")));
    types.addAll(StudyColumns.types());
    return new MessageType("study", types);
  }

  private static Type picture(Types.GroupBuilder<GroupType> group, String name) {
    return group
        .addField(Types.required(BINARY).named("bytes"))
        .addField(StudyColumns.text("path"))
        .named(name);
  }

  /** What Hugging Face calls a split. */
  static String splitName(String split) {
    return split.equals("val") ? "validation" : split;
  }

  /**
   * Writes the files below {@code data}.
   *
   * @return studies of each split by its name there, in the order of {@link Splits#NAMES}
   */
  static Map<String, Integer> data(Export export, Path out) {
    Map<String, List<PlanItem>> splits = new LinkedHashMap<>();
    Splits.NAMES.forEach(name -> splits.put(name, new ArrayList<>()));
    export.each(
        row ->
            splits.computeIfAbsent(row.place().split(), key -> new ArrayList<>()).add(row.item()));
    export.folder("data");
    Map<String, Integer> counts = new LinkedHashMap<>();
    splits.forEach(
        (split, items) -> {
          if (!items.isEmpty()) {
            files(export, out, splitName(split), items);
            counts.put(splitName(split), items.size());
          }
        });
    return counts;
  }

  private static void files(Export export, Path out, String split, List<PlanItem> items) {
    int files = (items.size() + STUDIES - 1) / STUDIES;
    for (int file = 0; file < files; file++) {
      List<PlanItem> part =
          items.subList(file * STUDIES, Math.min((file + 1) * STUDIES, items.size()));
      Path path = out.resolve("data").resolve(fileName(split, file, files));
      ParquetTable.write(
          path,
          schema(),
          sink -> {
            for (PlanItem item : part) {
              Group row = sink.row();
              fill(export, export.row(item), row);
              sink.add(row);
            }
          });
    }
  }

  private static String fileName(String split, int file, int files) {
    return split + "-" + five(file) + "-of-" + five(files) + ".parquet";
  }

  private static String five(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }

  private static void fill(Export export, StudyRow study, Group row) {
    String id = study.study().id();
    picture(row.addGroup("image"), export.bytes(study, StudyFolder.FILM), id + ".png");
    if (study.file().files().containsKey(StudyFolder.ANATOMY)) {
      byte[] anatomy = export.bytes(study, StudyFolder.ANATOMY);
      picture(row.addGroup("anatomy"), anatomy, id + ".anatomy.png");
    }
    Group masks = row.addGroup("masks");
    for (PathologyEntry entry : study.file().pathology()) {
      Group mask = StudyColumns.element(masks);
      mask.append("finding", entry.finding().canonicalName());
      String name = id + "." + entry.finding().slug() + ".png";
      picture(mask.addGroup("image"), export.bytes(study, entry.file()), name);
    }
    StudyColumns.fill(row, study, id + ".png");
  }

  private static void picture(Group group, byte[] bytes, String path) {
    group.append("bytes", Binary.fromConstantByteArray(bytes)).append("path", path);
  }
}
