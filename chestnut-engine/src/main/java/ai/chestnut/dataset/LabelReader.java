package ai.chestnut.dataset;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a cell that lists labels, such as {@code Effusion|Infiltration}. */
final class LabelReader {

  /** What the silence of one source means. */
  private record Rule(Map<String, List<String>> where, LabelSilence silence) {}

  private final String column;
  private final Pattern separator;
  private final Map<String, Optional<Finding>> names = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  /**
   * @throws RequestException if a name is no finding
   */
  LabelReader(FolderMap.LabelList list) {
    this.column = list.column();
    this.separator = Pattern.compile(Pattern.quote(list.separator()));
    list.names()
        .forEach(
            (label, name) ->
                names.put(label, name.isEmpty() ? Optional.empty() : Optional.of(canonical(name))));
    for (FolderMap.LabelRule rule : list.rules()) {
      List<Finding> covered = rule.covers().stream().map(LabelReader::canonical).toList();
      rules.add(new Rule(rule.where(), new LabelSilence(rule.closed(), covered)));
    }
  }

  private static Finding canonical(String name) {
    return exactly(name)
        .orElseThrow(
            () ->
                new RequestException(
                    "finding", "map", "'" + name + "'", "a canonical name such as Pneumothorax"));
  }

  /** By canonical name alone: what a synonym of a collection means is for the map to say. */
  private static Optional<Finding> exactly(String name) {
    String plain = Spelling.plain(name);
    return Arrays.stream(Finding.values())
        .filter(finding -> Spelling.plain(finding.canonicalName()).equals(plain))
        .findFirst();
  }

  /** The labels of a row; none for an empty cell. */
  Map<Finding, Integer> read(TableRow row) {
    String cell = row.get(column);
    if (cell.isEmpty()) {
      return new EnumMap<>(Finding.class);
    }
    List<Finding> listed = new ArrayList<>();
    for (String part : separator.split(cell)) {
      finding(row, part.strip()).ifPresent(listed::add);
    }
    LabelSilence silence =
        rules.stream()
            .filter(rule -> CellPattern.fits(rule.where(), row))
            .map(Rule::silence)
            .findFirst()
            .orElse(LabelSilence.NOTHING);
    if (listed.contains(Finding.NO_FINDING) && listed.size() > 1) {
      throw row.wrong(column, "'" + cell + "'", "No Finding alone, or findings");
    }
    return silence.fill(listed);
  }

  private Optional<Finding> finding(TableRow row, String label) {
    Optional<Finding> mapped = names.get(label);
    if (mapped != null) {
      return mapped;
    }
    Optional<Finding> exact = exactly(label);
    if (exact.isEmpty()) {
      throw row.wrong(column, "the label '" + label + "'", "a finding, or a name in the map");
    }
    return exact;
  }
}
