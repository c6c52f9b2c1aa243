package ai.chestnut.prompt;

import ai.chestnut.failure.DefectException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One wording of a finding.
 *
 * @param singular as in the middle of a sentence
 * @param plural empty for what cannot be counted
 * @param graded whether it is mild and severe rather than small and large
 */
record Noun(String singular, String plural, boolean graded) {

  private static final Map<Finding, List<Noun>> TABLE = load();

  /** All wordings of a finding, the canonical one first. */
  static List<Noun> of(Finding finding) {
    return Objects.requireNonNull(TABLE.get(finding));
  }

  boolean countable() {
    return !plural.isEmpty();
  }

  /** Whether even one of it reads as many: "support devices". */
  boolean alwaysPlural() {
    return plural.equals(singular);
  }

  /** The adjective of a severity: "large effusion", but "severe edema". */
  String adjective(Severity severity) {
    return switch (severity) {
      case SMALL -> graded ? "mild" : "small";
      case MODERATE -> "moderate";
      case LARGE -> graded ? "severe" : "large";
    };
  }

  private static Map<Finding, List<Noun>> load() {
    Map<Finding, List<Noun>> table = new EnumMap<>(Finding.class);
    for (String line : Resources.lines("nouns.txt")) {
      String[] cells = line.split(" *\\| *");
      Finding finding =
          Finding.named(cells[0])
              .orElseThrow(() -> new DefectException("nouns.txt: unknown finding " + cells[0]));
      boolean graded = cells[1].equals("graded");
      table.put(finding, List.of(cells[2].split(", ")).stream().map(n -> noun(n, graded)).toList());
    }
    return table;
  }

  private static Noun noun(String forms, boolean graded) {
    int slash = forms.indexOf('/');
    return slash < 0
        ? new Noun(forms, "", graded)
        : new Noun(forms.substring(0, slash), forms.substring(slash + 1), graded);
  }
}
