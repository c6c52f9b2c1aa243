package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group of studies that ask for the same: a sentence, or a list of findings; or, with {@code
 * each}, one such group for every combination of some values.
 *
 * @param count accepted studies that are wanted, or pairs of them, from 1; with {@code each}, for
 *     every combination
 * @param prompt a sentence; instead of findings, view, sex and age
 * @param findings such as {@code "pleural effusion:left:small; cardiomegaly"}
 * @param view PA or AP
 * @param sex F or M
 * @param age in years, 0 to 120
 * @param ages first and last, such as {@code "40-64"}; each study draws its own
 * @param method instead of the plan's
 * @param model instead of the plan's
 * @param report {@code varied} or {@code canonical}
 * @param pairs whether each study has a twin of the same anatomy without the findings
 * @param each values to combine
 */
public record PlanCell(
    int count,
    Optional<String> prompt,
    Optional<String> findings,
    Optional<String> view,
    Optional<String> sex,
    OptionalInt age,
    Optional<String> ages,
    Optional<String> method,
    Optional<String> model,
    Optional<String> report,
    Optional<Boolean> pairs,
    Optional<PlanCell.Each> each) {

  /**
   * Values to combine, each with each. A finding without a side or a severity takes those listed
   * here.
   *
   * @param findings lists of findings, as {@link PlanCell#findings}
   */
  public record Each(
      Optional<List<String>> findings,
      Optional<List<String>> lateralities,
      Optional<List<String>> severities,
      Optional<List<String>> views,
      Optional<List<String>> sexes,
      Optional<List<String>> ages) {

    public Each {
      findings = copied("findings", findings);
      lateralities = copied("lateralities", lateralities);
      severities = copied("severities", severities);
      views = copied("views", views);
      sexes = copied("sexes", sexes);
      ages = copied("ages", ages);
    }

    private static Optional<List<String>> copied(String axis, Optional<List<String>> values) {
      values.ifPresent(
          list -> {
            if (list.isEmpty() || list.stream().distinct().count() < list.size()) {
              throw new RequestException("each." + axis, "cell", list + "", "values, each once");
            }
          });
      return values.map(List::copyOf);
    }

    /** How many combinations. */
    long combinations() {
      return List.of(findings, lateralities, severities, views, sexes, ages).stream()
          .mapToLong(axis -> axis.map(List::size).orElse(1))
          .reduce(1, Math::multiplyExact);
    }
  }

  public PlanCell {
    if (count < 1) {
      throw new RequestException("count", "cell", String.valueOf(count), "at least 1");
    }
    boolean listed = findings.isPresent() || each.flatMap(Each::findings).isPresent();
    if (prompt.isPresent() == listed) {
      throw new RequestException(
          "cell",
          "plan",
          prompt.isPresent() ? "a prompt and findings" : "neither prompt nor findings",
          "one of them");
    }
    boolean parts = view.isPresent() || sex.isPresent() || age.isPresent() || ages.isPresent();
    if (prompt.isPresent() && (parts || each.isPresent())) {
      throw new RequestException(
          "cell", "plan", "a prompt beside view, sex or age", "them in the prompt's words");
    }
    requireOnce("findings", findings.isPresent(), each.flatMap(Each::findings));
    requireOnce("view", view.isPresent(), each.flatMap(Each::views));
    requireOnce("sex", sex.isPresent(), each.flatMap(Each::sexes));
    requireOnce("age", age.isPresent(), ages);
    requireOnce("age", age.isPresent() || ages.isPresent(), each.flatMap(Each::ages));
  }

  private static void requireOnce(String thing, boolean said, Optional<?> again) {
    if (said && again.isPresent()) {
      throw new RequestException(thing, "cell", "it twice", "it once");
    }
  }

  /** So many studies of a list of findings. */
  public static PlanCell of(int count, String findings) {
    return new PlanCell(
        count,
        Optional.empty(),
        Optional.of(findings),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  boolean paired() {
    return pairs.orElse(false);
  }

  /** How many studies, twins among them. */
  long studies() {
    long groups = each.map(Each::combinations).orElse(1L);
    return Math.multiplyExact(Math.multiplyExact(groups, count), paired() ? 2L : 1L);
  }

  /**
   * The cell's groups, one for each combination.
   *
   * @throws RequestException for a name that is not in the vocabulary, or an impossible place
   */
  List<AskedCell> asked(String planMethod, String planModel) {
    return CellGrid.of(this, method.orElse(planMethod), model.orElse(planModel));
  }
}
