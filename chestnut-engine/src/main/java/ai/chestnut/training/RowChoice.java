package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;

/**
 * The rows of a manifest that a recipe takes.
 *
 * @param leaveOut column ({@code source}, {@code licence} or an extra one) to values that are left
 *     out
 */
record RowChoice(Map<String, List<String>> leaveOut) {

  /**
   * @throws RequestException if none is left
   */
  List<ManifestRow> rows(Manifest manifest, Split split) {
    List<ManifestRow> rows = manifest.rows(split).stream().filter(this::taken).toList();
    if (rows.isEmpty()) {
      throw new RequestException(
          "recipe data",
          String.valueOf(manifest.folder()),
          "no film in split " + split.word(),
          "at least one");
    }
    return rows;
  }

  boolean taken(ManifestRow row) {
    for (Map.Entry<String, List<String>> rule : leaveOut.entrySet()) {
      String value =
          switch (rule.getKey()) {
            case "source" -> row.source();
            case "licence" -> row.licence();
            default -> row.origin().extra().getOrDefault(rule.getKey(), "");
          };
      if (rule.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }
}
