package ai.chestnut.archive;

import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** {@code README.md} of a Hugging Face data set: the card below a head in YAML. */
final class HuggingFaceCard {

  private HuggingFaceCard() {}

  static String markdown(Export export, MessageType schema, Map<String, Integer> rows) {
    StringBuilder text = new StringBuilder("---\n");
    export
        .card()
        .ifPresent(
            card -> {
              String name = card.licence().substring(card.licence().lastIndexOf('/') + 1);
              text.append("license: other\nlicense_name: ").append(quoted(name));
              text.append("\nlicense_link: ").append(quoted(card.licence()));
              text.append("\npretty_name: ").append(quoted(card.title())).append('\n');
            });
    text.append("language:\n- en\n");
    text.append("task_categories:\n- image-classification\n- image-segmentation\n");
    text.append("tags:\n- medical\n- radiology\n- chest-x-ray\n- synthetic\n");
    text.append("size_categories:\n- ").append(size(export.studies())).append('\n');
    text.append("configs:\n- config_name: default\n  data_files:\n");
    for (String split : rows.keySet()) {
      text.append("  - split: ").append(split).append('\n');
      text.append("    path: data/").append(split).append("-*\n");
    }
    text.append("dataset_info:\n  features:\n");
    schema.getFields().forEach(field -> feature(text, field, "  "));
    text.append("  splits:\n");
    rows.forEach(
        (split, count) -> {
          text.append("  - name: ").append(split).append('\n');
          text.append("    num_examples: ").append(count).append('\n');
        });
    return text.append("---\n\n").append(DatasetCard.markdown(export)).toString();
  }

  private static void feature(StringBuilder text, Type field, String indent) {
    text.append(indent).append("- name: ").append(quoted(field.getName())).append('\n');
    type(text, field, indent + "  ");
  }

  private static void type(StringBuilder text, Type field, String indent) {
    if (field instanceof PrimitiveType primitive) {
      text.append(indent).append("dtype: ").append(word(primitive)).append('\n');
      return;
    }
    GroupType group = field.asGroupType();
    if (group.containsField("bytes")) {
      text.append(indent).append("dtype: image\n");
      return;
    }
    Type element = group.getType("list").asGroupType().getType("element");
    if (element instanceof PrimitiveType primitive) {
      text.append(indent).append("sequence: ").append(word(primitive)).append('\n');
      return;
    }
    text.append(indent).append("list:\n");
    List<Type> fields = element.asGroupType().getFields();
    fields.forEach(each -> feature(text, each, indent));
  }

  private static String word(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> "int32";
      case INT64 -> "int64";
      case DOUBLE -> "float64";
      case BOOLEAN -> "bool";
      default -> "string";
    };
  }

  private static String size(int studies) {
    return studies < 1000
        ? "n<1K"
        : studies < 10_000
            ? "1K<n<10K"
            : studies < 100_000 ? "10K<n<100K" : studies < 1_000_000 ? "100K<n<1M" : "1M<n<10M";
  }

  /** A YAML string in double quotes. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
