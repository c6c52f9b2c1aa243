package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The fourteen columns of the CheXpert labeller (Irvin et al., AAAI 2019): 1.0, 0.0, -1.0 or blank,
 * where blank means not mentioned. Where No Finding is 1, blanks are 0, but for devices: the
 * labeller finds a film normal whatever is attached to the patient.
 */
final class ChexpertLabels {

  private static final Set<Finding> FINDINGS =
      EnumSet.range(Finding.ATELECTASIS, Finding.SUPPORT_DEVICES);

  private ChexpertLabels() {}

  /** Holds that the columns are there. */
  static Table require(Table table) {
    return table.require(FINDINGS.stream().map(Finding::canonicalName).toArray(String[]::new));
  }

  static Map<Finding, Integer> read(TableRow row) {
    EnumMap<Finding, Integer> labels = new EnumMap<>(Finding.class);
    for (Finding finding : FINDINGS) {
      String column = finding.canonicalName();
      row.wholeNumber(column).ifPresent(value -> labels.put(finding, checked(row, column, value)));
    }
    Integer normal = labels.get(Finding.NO_FINDING);
    if (normal != null && normal == 1) {
      for (Finding finding : FINDINGS) {
        if (finding != Finding.SUPPORT_DEVICES) {
          labels.putIfAbsent(finding, 0);
        }
      }
    } else if (normal == null && abnormal(labels)) {
      labels.put(Finding.NO_FINDING, 0);
    }
    return labels;
  }

  private static int checked(TableRow row, String column, int value) {
    if (value < -1 || value > 1) {
      throw row.wrong(column, String.valueOf(value), "1, 0, -1 or nothing");
    }
    return value;
  }

  private static boolean abnormal(Map<Finding, Integer> labels) {
    return labels.entrySet().stream()
        .anyMatch(each -> each.getValue() == 1 && each.getKey() != Finding.SUPPORT_DEVICES);
  }
}
