package ai.chestnut.synthesis;

import ai.chestnut.placement.AnatomyKnobs;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.View;
import java.util.Optional;

/**
 * What a prompt says of the anatomy: sex and view as told; the heart enlarged where cardiomegaly is
 * asked for, by its severity, and else of usual breadth, which on AP films is more.
 */
final class AskedAnatomy {

  private AskedAnatomy() {}

  static AnatomyKnobs of(Prompt prompt, RandomStream stream) {
    AnatomyKnobs knobs = AnatomyKnobs.OPEN.withSex(prompt.sex()).withView(prompt.view());
    Optional<Observation> large =
        prompt.observations().stream()
            .filter(one -> one.finding() == Finding.CARDIOMEGALY)
            .filter(one -> one.certainty() != Certainty.ABSENT)
            .findFirst();
    RandomStream own = stream.child("heart");
    if (large.isEmpty()) {
      double most = prompt.view().filter(View.PA::equals).isPresent() ? 0.49 : 0.51;
      return knobs.withCardiothoracicRatio(own.uniform(0.40, most));
    }
    double ratio =
        switch (large.get().severity().orElse(Severity.MODERATE)) {
          case SMALL -> own.uniform(0.53, 0.56);
          case MODERATE -> own.uniform(0.56, 0.61);
          case LARGE -> own.uniform(0.62, 0.69);
        };
    return knobs.withCardiothoracicRatio(ratio);
  }
}
