package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.random.RandomStream;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How films are told of in a training.
 *
 * @param variants texts of a film, the canonical one among them
 * @param forgotten share of the other texts that leave out each of view, sex and age
 * @param varied share of the other texts in other words than the canonical
 */
record Wordings(int variants, double forgotten, double varied) {

  Wordings {
    if (variants < 1 || !(forgotten >= 0 && forgotten <= 1) || !(varied >= 0 && varied <= 1)) {
      throw new RequestException(
          "wordings",
          "variants, forgotten, varied",
          variants + ", " + forgotten + ", " + varied,
          "variants from 1, shares in [0, 1]");
    }
  }

  /** One text of a film; variant 0 is the canonical one. */
  String text(Prompt prompt, int variant, RandomStream stream) {
    ReportWriter writer = new ReportWriter();
    if (variant == 0) {
      return writer.canonical(prompt);
    }
    Prompt told =
        Prompt.of(
            stream.chance(forgotten) ? Optional.empty() : prompt.view(),
            stream.chance(forgotten) ? Optional.empty() : prompt.sex(),
            stream.chance(forgotten) ? OptionalInt.empty() : prompt.ageYears(),
            prompt.observations());
    return stream.chance(varied) ? writer.write(told, stream) : writer.canonical(told);
  }
}
