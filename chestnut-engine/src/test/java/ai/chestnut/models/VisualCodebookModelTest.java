package ai.chestnut.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.language.KeyPatch;
import ai.chestnut.language.VisualCodebook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualCodebookModelTest {

  @TempDir Path folder;

  @Test
  void aFileGivesBackWhatWasWritten() {
    VisualCodebook codebook =
        new VisualCodebook(
            List.of(
                new KeyPatch(
                    List.of(1023, 0), List.of(0.25, 0.5, 0.75, 1.0), 500, 0.5, 0xABCDEF123456L),
                new KeyPatch(List.of(7), List.of(0.0, 0.0, 0.125, 0.25), 4, -0.25, 1)),
            2,
            new float[] {1, 0, 0.6f, 0.8f});
    VisualCodebookModel stored =
        VisualCodebookModel.write(
            folder.resolve("codebook.safetensors"),
            codebook,
            new ModelIdentity("aligner", "aa"),
            new ModelIdentity("codec", "cc"));
    assertThat(stored.codebook().patches()).isEqualTo(codebook.patches());
    assertThat(stored.codebook().embeddings()).isEqualTo(codebook.embeddings());
    assertThat(stored.aligner()).isEqualTo("aa");
    assertThat(stored.codec()).isEqualTo("cc");
  }

  @Test
  void cellsCoveredByHalfAreTaken() {
    float[] codes = {5, 6, 0, 8};
    assertThat(CodebookBuilder.covered(new float[] {0, 0, 1, 0.3f}, codes)).containsExactly(5, 6);
    assertThat(CodebookBuilder.covered(new float[] {0.5f, 0.5f, 1, 1}, codes)).containsExactly(8);
    assertThat(CodebookBuilder.covered(new float[] {0.1f, 0.6f, 0.2f, 0.7f}, codes))
        .as("none by half: the one that most of the box lies in; 0 only where it is")
        .containsExactly(0);
  }
}
