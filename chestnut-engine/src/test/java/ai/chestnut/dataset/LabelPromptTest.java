package ai.chestnut.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabelPromptTest {

  @Test
  void aNarrowerFindingStandsForItsBroaderOneAndTheTextIsNotAsked() {
    ManifestRow row =
        new ManifestRow(
            "a.png",
            new Subject("p", Optional.empty(), OptionalInt.of(50)),
            Optional.empty(),
            Optional.empty(),
            "Large left pneumothorax.",
            Map.of(
                Finding.LUNG_LESION, 1,
                Finding.NODULE, 1,
                Finding.EDEMA, 0,
                Finding.ATELECTASIS, -1,
                Finding.NO_FINDING, 0),
            RowMasks.NONE,
            Origin.of("one", ""));
    assertThat(row.labelPrompt().observations())
        .extracting(Observation::finding)
        .containsExactly(Finding.NODULE);
    assertThat(row.labelPrompt().ageYears()).hasValue(50);
  }
}
