package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any folder of films with a table, by a map: the format {@code folder}. A cell that the map does
 * not explain is an error that names the row.
 */
public final class FolderImporter implements Importer {

  private final FolderMap map;
  private final Optional<LabelReader> labels;
  private final Map<String, List<String>> leaveOut;
  private final FolderMap.Extra extra;

  /**
   * @throws ai.chestnut.failure.RequestException if the map names a finding that does not exist
   */
  public FolderImporter(FolderMap map) {
    this.map = map;
    this.labels = map.labels().map(LabelReader::new);
    this.leaveOut = map.leaveOut().orElse(Map.of());
    this.extra = map.extra().orElse(new FolderMap.Extra(List.of(), List.of()));
  }

  @Override
  public String format() {
    return "folder";
  }

  @Override
  public boolean copies() {
    return map.copy();
  }

  @Override
  public Collected collect(Path source) {
    Table table = Table.read(source.resolve(map.table()));
    require(table);
    Collected collected = new Collected();
    extra.files().forEach(collected::fileColumn);
    List<String> header = header();
    Table mapped = Table.of(table.file(), header);
    for (TableRow row : table.rows()) {
      Optional<String> reason = CellPattern.firstFit(leaveOut, row);
      if (reason.isPresent()) {
        collected.leaveOut(reason.get() + " is " + row.get(reason.get()));
      } else {
        mapped.add(row.number(), cells(header, row));
      }
    }
    ManifestReader reader = new ManifestReader(Optional.empty(), mapped);
    List<ManifestRow> rows = reader.rows();
    for (int i = 0; i < rows.size(); i++) {
      collected.take(rows.get(i), mapped.rows().get(i));
    }
    return collected;
  }

  /** Every column that the map speaks of must be there: a slip of the pen is not an empty cell. */
  private void require(Table table) {
    Set<String> named = new LinkedHashSet<>(map.columns().values());
    map.labels().ifPresent(list -> named.add(list.column()));
    map.values().ifPresent(values -> named.addAll(values.keySet()));
    map.text().ifPresent(where -> named.addAll(where.keySet()));
    named.addAll(leaveOut.keySet());
    named.addAll(extra.keep());
    named.addAll(extra.files());
    table.require(named.toArray(String[]::new));
  }

  private List<String> header() {
    Set<String> header = new LinkedHashSet<>(map.columns().keySet());
    if (labels.isPresent()) {
      for (Finding finding : Finding.values()) {
        header.add(finding.canonicalName());
      }
    }
    header.addAll(extra.keep());
    header.addAll(extra.files());
    return new ArrayList<>(header);
  }

  private String[] cells(List<String> header, TableRow row) {
    Map<Finding, Integer> listed =
        labels.isPresent() ? labels.get().read(row) : new EnumMap<>(Finding.class);
    String[] cells = new String[header.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(header.get(i), row, listed);
    }
    return cells;
  }

  private String cell(String column, TableRow row, Map<Finding, Integer> listed) {
    Optional<Integer> label = ManifestColumns.labelOf(column).map(listed::get);
    if (label.isPresent()) {
      return label.get().toString();
    }
    String from = map.columns().get(column);
    if (from == null) {
      return ManifestColumns.isExtra(column) ? row.raw(column) : "";
    }
    boolean noReport =
        column.equals(ManifestColumns.TEXT)
            && map.text().filter(where -> !CellPattern.fits(where, row)).isPresent();
    return noReport ? "" : meaning(from, row.get(from));
  }

  private String meaning(String column, String cell) {
    Map<String, String> words = map.values().map(all -> all.get(column)).orElse(null);
    if (words == null || cell.isEmpty()) {
      return cell;
    }
    return words.entrySet().stream()
        .filter(word -> CellPattern.fits(word.getKey(), cell))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(cell);
  }
}
