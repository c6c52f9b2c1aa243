package ai.chestnut.dataset;

import ai.chestnut.failure.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a table of one's own becomes a manifest: the content of {@code --map MAP.toml}.
 *
 * @param table the CSV file, relative to the source
 * @param copy whether images are copied, or referred to where they are
 * @param columns manifest column = column of the table; a finding's canonical name for a column of
 *     1, 0, -1 and blanks; the same with {@code _mask} for its masks
 * @param labels how a column that lists labels is read, if there is one
 * @param values per column of the table, what its cells mean: {@code "NLM*" = "aerated"}; a key may
 *     end in {@code *}, an empty value is nothing
 * @param text of which rows the text column is a report; without it, of all
 * @param leaveOut rows to leave out: column = values, each of which may end in {@code *}
 * @param extra columns that the manifest does not name and that come along
 */
public record FolderMap(
    String table,
    boolean copy,
    Map<String, String> columns,
    Optional<LabelList> labels,
    Optional<Map<String, Map<String, String>>> values,
    Optional<Map<String, List<String>>> text,
    Optional<Map<String, List<String>>> leaveOut,
    Optional<FolderMap.Extra> extra) {

  /**
   * Columns to carry along under their own names.
   *
   * @param keep as they are
   * @param files cells that are images, which go where the films go
   */
  public record Extra(List<String> keep, List<String> files) {}

  /**
   * A column that lists the labels of a film.
   *
   * @param separator between two labels, such as {@code |}
   * @param names label = canonical name, for labels that are not canonical names themselves; an
   *     empty name for a label to pass over
   * @param rules the first that fits a row says what its silence means; without one, nothing
   */
  public record LabelList(
      String column, String separator, Map<String, String> names, List<LabelRule> rules) {

    public LabelList {
      if (separator.isEmpty()) {
        throw new RequestException("separator", "labels", "nothing", "a character such as '|'");
      }
    }
  }

  /**
   * What the labels of one source cover. A listed label is 1. No Finding makes every covered
   * finding 0. In a closed list, what is covered and not listed is 0 too, and so is No Finding.
   *
   * @param where column = values for which the rule holds
   * @param covers canonical names
   */
  public record LabelRule(Map<String, List<String>> where, boolean closed, List<String> covers) {}

  public FolderMap {
    columns = new LinkedHashMap<>(columns);
    if (!columns.containsKey(ManifestColumns.FILE)) {
      throw new RequestException("columns", "map", "no 'file'", "the column with the image's path");
    }
    for (String column : columns.keySet()) {
      if (ManifestColumns.isExtra(column)) {
        throw new RequestException(
            "columns", "map", "'" + column + "'", "a manifest column or a finding's name");
      }
    }
  }
}
