package ai.chestnut.archive;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Studies that ask for the same.
 *
 * @param count studies, or pairs of them
 * @param prompt with the first of the ages where there are several
 * @param ages of which each study draws one
 * @param paired whether each study is followed by a twin without the findings
 */
public record AskedCell(
    int count,
    Prompt prompt,
    Optional<AgeRange> ages,
    String method,
    String model,
    ReportStyle report,
    boolean paired) {

  /** How many studies, twins among them. */
  int studies() {
    return paired ? 2 * count : count;
  }

  /** In words: the prompt, its ages, and the method; what the manifest calls the cell. */
  public String name() {
    String range = ages.map(each -> ", aged " + each.first() + "-" + each.last()).orElse("");
    String text = ages.isEmpty() ? prompt.text() : withAge(OptionalInt.empty()).text();
    return method + ": " + text + range + (paired ? ", and without" : "");
  }

  /** What a family of the cell asks for: its age is drawn. */
  Prompt prompt(long seed, int family) {
    if (ages.isEmpty()) {
      return prompt;
    }
    int drawn = RandomStream.of(seed, family, "age").nextInt(ages.get().years());
    return withAge(OptionalInt.of(ages.get().first() + drawn));
  }

  private Prompt withAge(OptionalInt age) {
    return Prompt.of(prompt.view(), prompt.sex(), age, prompt.observations());
  }

  /** The same person without the findings. */
  static Prompt without(Prompt prompt) {
    return Prompt.of(prompt.view(), prompt.sex(), prompt.ageYears(), List.of());
  }
}
