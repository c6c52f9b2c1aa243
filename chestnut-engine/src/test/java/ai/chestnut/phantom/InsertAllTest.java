package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InsertAllTest {

  @Test
  void everyFindingThatCanBeDrawnIsDrawnIntoTheSameFilm() {
    RandomStream stream = RandomStream.of(3, 0, "insert all");
    PhantomStudy body =
        ThoraxPhantom.sample(
            PhantomFamily.A, stream.child("body"), 96, Optional.empty(), Optional.empty());
    Observation effusion =
        Observation.present(Finding.PLEURAL_EFFUSION).withLaterality(Laterality.LEFT);
    Prompt prompt =
        Prompt.of(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(
                effusion,
                Observation.present(Finding.MASS).withLaterality(Laterality.RIGHT),
                Observation.present(Finding.FRACTURE)));
    LesionEngine.Drawn drawn = LesionEngine.insertAll(body.film(), body.anatomy(), prompt, stream);
    assertThat(drawn.masks()).containsOnlyKeys(Finding.PLEURAL_EFFUSION, Finding.MASS);
    assertThat(drawn.observations()).hasSize(2);
    drawn.masks().values().forEach(mask -> assertThat(mask.isEmpty()).isFalse());
    Insertion first =
        LesionEngine.insert(
            body.film(), body.anatomy(), effusion, stream.child(Finding.PLEURAL_EFFUSION.slug()));
    assertThat(drawn.masks().get(Finding.PLEURAL_EFFUSION)).isEqualTo(first.mask());
    assertThat(drawn.film().unit()).isNotEqualTo(first.film().unit());
  }
}
