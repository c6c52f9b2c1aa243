package ai.chestnut.training;

import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of each film: its labels, view, sex and age in the report writer's words; never case
 * notes or laboratory values.
 */
final class Captions {

  private static final double VARIED = 0.3;
  private static final double FORGOTTEN = 0.15;

  private final List<Prompt> prompts = new ArrayList<>();
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();
  private final int length;

  Captions(List<ManifestRow> rows, int length) {
    this.length = length;
    rows.forEach(row -> prompts.add(row.labelPrompt()));
  }

  /** Findings of a film that are present. */
  List<Finding> findings(int film) {
    return prompts.get(film).observations().stream().map(Observation::finding).toList();
  }

  /** Tokens of the film in the fixed wording. */
  int[] canonical(int film) {
    return tokenizer.encode(writer.canonical(prompts.get(film)), length);
  }

  /** Tokens of the empty text, which stands for no condition. */
  int[] empty() {
    return tokenizer.encode("", length);
  }

  /** Tokens of the film, sometimes in other words, sometimes with view, sex or age left out. */
  int[] varied(int film, RandomStream stream) {
    Prompt prompt = prompts.get(film);
    Optional<View> view = stream.chance(FORGOTTEN) ? Optional.empty() : prompt.view();
    Optional<Sex> sex = stream.chance(FORGOTTEN) ? Optional.empty() : prompt.sex();
    OptionalInt age = stream.chance(FORGOTTEN) ? OptionalInt.empty() : prompt.ageYears();
    Prompt told = Prompt.of(view, sex, age, prompt.observations());
    String text = stream.chance(VARIED) ? writer.write(told, stream) : writer.canonical(told);
    return tokenizer.encode(text, length);
  }
}
