package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A group of studies that ask for the same: a sentence, or a list of findings.
 *
 * @param count from 1
 * @param prompt a sentence; instead of all that follows
 * @param findings such as {@code "pleural effusion:left:small; cardiomegaly"}
 * @param view PA or AP
 * @param sex F or M
 * @param age in years, 0 to 120
 */
public record PlanCell(
    int count,
    Optional<String> prompt,
    Optional<String> findings,
    Optional<String> view,
    Optional<String> sex,
    OptionalInt age) {

  public PlanCell {
    if (count < 1) {
      throw new RequestException("count", "cell", String.valueOf(count), "at least 1");
    }
    if (prompt.isPresent() == findings.isPresent()) {
      throw new RequestException(
          "cell",
          "plan",
          prompt.isPresent() ? "a prompt and findings" : "neither prompt nor findings",
          "one of them");
    }
    if (prompt.isPresent() && (view.isPresent() || sex.isPresent() || age.isPresent())) {
      throw new RequestException(
          "cell", "plan", "a prompt beside view, sex or age", "them in the prompt's words");
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
        OptionalInt.empty());
  }

  /**
   * What the cell asks for.
   *
   * @throws RequestException for a name that is not in the vocabulary
   */
  Prompt prompted() {
    if (prompt.isPresent()) {
      return new ReportReader().read(prompt.get());
    }
    return Prompt.of(
        word("view", view, View::named, "PA or AP"),
        word("sex", sex, Sex::named, "F or M"),
        age,
        FindingList.parse(findings.orElse("")));
  }

  private static <T> Optional<T> word(
      String thing, Optional<String> word, Function<String, Optional<T>> named, String expected) {
    return word.map(
        each ->
            named
                .apply(each)
                .orElseThrow(
                    () -> new RequestException(thing, "cell", "'" + each + "'", expected)));
  }
}
