package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names of the manifest's columns, in the order in which they are written. */
final class ManifestColumns {

  static final String FILE = "file";
  static final String PATIENT = "patient";
  static final String SPLIT = "split";
  static final String VIEW = "view";
  static final String SEX = "sex";
  static final String AGE = "age";
  static final String TEXT = "text";
  static final String ANATOMY_MASK = "anatomy_mask";
  static final String LUNG_MASK = "lung_mask";
  static final String LUNG_MASK_TYPE = "lung_mask_type";
  static final String SOURCE = "source";
  static final String LICENCE = "licence";

  private static final String MASK = "_mask";
  private static final List<String> BEFORE = List.of(FILE, PATIENT, SPLIT, VIEW, SEX, AGE, TEXT);
  private static final List<String> MASKS = List.of(ANATOMY_MASK, LUNG_MASK, LUNG_MASK_TYPE);
  private static final List<String> AFTER = List.of(SOURCE, LICENCE);
  private static final Set<String> FIXED =
      Set.of(
          FILE,
          PATIENT,
          SPLIT,
          VIEW,
          SEX,
          AGE,
          TEXT,
          ANATOMY_MASK,
          LUNG_MASK,
          LUNG_MASK_TYPE,
          SOURCE,
          LICENCE);

  private ManifestColumns() {}

  /** The header: every finding has its column; mask columns only for the findings given. */
  static List<String> header(Set<Finding> masked, List<String> extra) {
    List<String> header = new ArrayList<>(BEFORE);
    Arrays.stream(Finding.values()).map(Finding::canonicalName).forEach(header::add);
    header.addAll(MASKS);
    masked.stream().sorted().map(ManifestColumns::mask).forEach(header::add);
    header.addAll(AFTER);
    header.addAll(extra);
    return header;
  }

  /** The column of a finding's mask: {@code Pleural Effusion_mask}. */
  static String mask(Finding finding) {
    return finding.canonicalName() + MASK;
  }

  /** The finding whose labels a column holds. */
  static Optional<Finding> labelOf(String column) {
    return Arrays.stream(Finding.values())
        .filter(finding -> finding.canonicalName().equalsIgnoreCase(column))
        .findFirst();
  }

  /**
   * The finding whose masks a column holds; also by slug or with underscores ({@code
   * pleural-effusion_mask}, {@code pleural_effusion_mask}).
   */
  static Optional<Finding> maskOf(String column) {
    String lower = column.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(MASK)) {
      return Optional.empty();
    }
    String name = lower.substring(0, lower.length() - MASK.length());
    return Arrays.stream(Finding.values())
        .filter(
            finding ->
                finding.canonicalName().equalsIgnoreCase(name)
                    || finding.slug().equals(name.replace('_', '-')))
        .findFirst();
  }

  /** Whether the format does not name this column: it is carried along untouched. */
  static boolean isExtra(String column) {
    return !FIXED.contains(column) && labelOf(column).isEmpty() && maskOf(column).isEmpty();
  }
}
