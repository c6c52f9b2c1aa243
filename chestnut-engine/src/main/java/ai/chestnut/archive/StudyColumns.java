package ai.chestnut.archive;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import ai.chestnut.layout.Box;
import ai.chestnut.prompt.Observation;
import ai.chestnut.study.PathologyEntry;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns that a study fills in a Parquet table: of the index and of the export.
 *
 * <p>Labels and probabilities stand in one column for each finding, as in the tables of CheXpert;
 * observations and boxes are lists.
 */
final class StudyColumns {

  private static final String PROBABILITY = "_probability";

  private StudyColumns() {}

  /** In their order in the file. */
  static List<Type> types() {
    List<Type> types = new ArrayList<>();
    for (String name :
        List.of("id", "file", "split", "family", "role", "method", "prompt", "report")) {
      types.add(text(name));
    }
    types.add(Types.required(INT32).named("cell"));
    types.add(Types.optional(BINARY).as(stringType()).named("view"));
    types.add(Types.optional(BINARY).as(stringType()).named("sex"));
    types.add(Types.optional(INT32).named("age"));
    for (Finding finding : Finding.values()) {
      types.add(Types.optional(INT32).named(finding.canonicalName()));
    }
    for (Finding finding : Finding.values()) {
      types.add(Types.optional(DOUBLE).named(finding.canonicalName() + PROBABILITY));
    }
    types.add(
        list(
            "observations",
            text("finding"),
            Types.optional(BINARY).as(stringType()).named("laterality"),
            text("zones"),
            Types.optional(BINARY).as(stringType()).named("severity"),
            text("certainty")));
    types.add(
        list("boxes", text("finding"), whole("x"), whole("y"), whole("width"), whole("height")));
    types.add(Types.required(BOOLEAN).named("accepted"));
    types.add(whole("attempts"));
    types.add(Types.requiredList().element(text("element")).named("reasons"));
    types.add(required(INT64, "seed"));
    types.add(text("sha256"));
    return types;
  }

  /** A required column of text. */
  static Type text(String name) {
    return Types.required(BINARY).as(stringType()).named(name);
  }

  private static Type whole(String name) {
    return required(INT32, name);
  }

  private static Type required(PrimitiveTypeName type, String name) {
    return Types.required(type).named(name);
  }

  /** A list of structures. */
  static Type list(String name, Type... fields) {
    Types.GroupBuilder<org.apache.parquet.schema.GroupType> element = Types.requiredGroup();
    for (Type field : fields) {
      element = element.addField(field);
    }
    return Types.requiredList().element(element.named("element")).named(name);
  }

  /** One more structure of a list. */
  static Group element(Group list) {
    return list.addGroup("list").addGroup("element");
  }

  /**
   * Fills the columns of {@link #types}.
   *
   * @param path of the film, as {@code file} says it
   */
  static void fill(Group row, StudyRow known, String path) {
    SyntheticStudy study = known.study();
    row.append("id", study.id()).append("file", path);
    row.append("split", known.place().split()).append("family", known.place().family());
    row.append("role", known.place().role()).append("method", study.asked().method());
    row.append("prompt", study.asked().prompt()).append("report", study.report());
    row.append("cell", known.place().cell());
    known.item().prompt().view().map(View::word).ifPresent(view -> row.append("view", view));
    known.item().prompt().sex().map(Sex::word).ifPresent(sex -> row.append("sex", sex));
    known.item().prompt().ageYears().ifPresent(age -> row.append("age", age));
    study.asked().labels().forEach((finding, label) -> row.append(finding.canonicalName(), label));
    study
        .verified()
        .forEach(
            (finding, seen) ->
                row.append(finding.canonicalName() + PROBABILITY, seen.probability()));
    Group observations = row.addGroup("observations");
    study.asked().observations().forEach(each -> observation(element(observations), each));
    Group boxes = row.addGroup("boxes");
    known.file().pathology().forEach(each -> boxes(boxes, each));
    row.append("accepted", study.verdict().accepted());
    row.append("attempts", study.verdict().attempts());
    Group reasons = row.addGroup("reasons");
    study.verdict().reasons().forEach(why -> reasons.addGroup("list").append("element", why));
    row.append("seed", study.asked().seed()).append("sha256", known.filmSum());
  }

  private static void observation(Group element, Observation seen) {
    element.append("finding", seen.finding().canonicalName());
    seen.laterality().ifPresent(side -> element.append("laterality", side.word()));
    element.append("zones", String.join(" ", seen.zones().stream().map(Zone::word).toList()));
    seen.severity().ifPresent(grade -> element.append("severity", grade.word()));
    element.append("certainty", seen.certainty().word());
  }

  private static void boxes(Group boxes, PathologyEntry entry) {
    for (Box box : entry.boxes()) {
      element(boxes)
          .append("finding", entry.finding().canonicalName())
          .append("x", box.x())
          .append("y", box.y())
          .append("width", box.width())
          .append("height", box.height());
    }
  }
}
