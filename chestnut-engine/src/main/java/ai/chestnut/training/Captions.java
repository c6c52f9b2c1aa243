package ai.chestnut.training;

import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
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
 * What is said of each film, in the report writer's words; never case notes or laboratory values.
 */
final class Captions {

  private static final double VARIED = 0.3;
  private static final double FORGOTTEN = 0.15;
  private static final double VAGUE = 0.1;

  private final List<Prompt> prompts = new ArrayList<>();
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();
  private final int length;

  Captions(int length) {
    this.length = length;
  }

  /** Adds a film of which its labels, view, sex and age are said. */
  void addLabels(ManifestRow row) {
    prompts.add(row.labelPrompt());
  }

  /** Adds a film of which is said what its text says, with the row's view, sex and age. */
  void addText(ManifestRow row) {
    prompts.add(
        row.text().isBlank()
            ? row.labelPrompt()
            : Prompt.of(
                row.view(),
                row.sex(),
                row.ageYears(),
                new ReportReader().read(row.text()).observations()));
  }

  /** Number of films. */
  int films() {
    return prompts.size();
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

  /** Tokens of the film, sometimes in other words, sometimes with some of it left out. */
  int[] varied(int film, RandomStream stream) {
    Prompt prompt = prompts.get(film);
    Optional<View> view = stream.chance(FORGOTTEN) ? Optional.empty() : prompt.view();
    Optional<Sex> sex = stream.chance(FORGOTTEN) ? Optional.empty() : prompt.sex();
    OptionalInt age = stream.chance(FORGOTTEN) ? OptionalInt.empty() : prompt.ageYears();
    List<Observation> seen =
        prompt.observations().stream().map(one -> stream.chance(VAGUE) ? vague(one) : one).toList();
    Prompt told = Prompt.of(view, sex, age, seen);
    String text = stream.chance(VARIED) ? writer.write(told, stream) : writer.canonical(told);
    return tokenizer.encode(text, length);
  }

  /** Without side, zone and severity. */
  private static Observation vague(Observation one) {
    return Observation.present(one.finding()).withCertainty(one.certainty());
  }
}
