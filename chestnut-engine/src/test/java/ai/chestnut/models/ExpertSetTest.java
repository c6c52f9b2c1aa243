package ai.chestnut.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.PanelReview;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertSetTest {

  @TempDir Path folder;

  @Test
  void aStoredSetSaysWhatTheOneInMemorySays() throws IOException {
    Radiograph film = film();
    PanelReview first;
    try (ExpertSet mu = ExpertSet.mu(Role.JUDGE, 7, Device.CPU)) {
      first = mu.panel().review(film, Optional.empty());
      assertThat(mu.identities())
          .extracting(ModelIdentity::name)
          .contains("mu-judge-finding-classifier", "mu-judge-image-text-scorer")
          .hasSize(6);
    }
    store(Role.JUDGE, 7);
    try (ExpertSet read = ExpertSet.read(folder, Role.JUDGE, Device.CPU)) {
      assertThat(read.panel().review(film, Optional.empty())).isEqualTo(first);
      assertThat(read.identities())
          .extracting(ModelIdentity::name)
          .contains("judge-anatomy-segmenter", "judge-calibration");
      assertThat(new Catalogue(folder).installed())
          .filteredOn(model -> model.kind().equals("calibration"))
          .singleElement()
          .satisfies(model -> assertThat(read.identities()).contains(model.identity()))
          .satisfies(model -> assertThat(model.measured()).containsKey("fittedOn"));
    }
  }

  @Test
  void filterAndJudgeOfOneSeedAreOtherNets() {
    try (ExpertSet filter = ExpertSet.mu(Role.FILTER, 1, Device.CPU);
        ExpertSet judge = ExpertSet.mu(Role.JUDGE, 1, Device.CPU);
        ExpertSet again = ExpertSet.mu(Role.FILTER, 1, Device.CPU)) {
      assertThat(filter.identities()).doesNotContainAnyElementsOf(judge.identities());
      assertThat(again.identities()).isEqualTo(filter.identities());
    }
  }

  @Test
  void aMissingExpertIsNotAsked() throws IOException {
    store(Role.FILTER, 1);
    Files.delete(ExpertSet.file(folder, Role.FILTER, ExpertKind.ANATOMY_SEGMENTER));
    try (ExpertSet read = ExpertSet.read(folder, Role.FILTER, Device.CPU)) {
      PanelReview review = read.panel().review(film(), Optional.empty());
      assertThat(review.anatomy()).isEmpty();
      assertThat(review.verified()).isNotEmpty();
    }
  }

  @Test
  void aFilterInTheJudgesPlaceIsRefused() throws IOException {
    store(Role.FILTER, 1);
    Files.copy(
        ExpertSet.file(folder, Role.FILTER, ExpertKind.LESION_SEGMENTER),
        ExpertSet.file(folder, Role.JUDGE, ExpertKind.LESION_SEGMENTER));
    Files.writeString(
        folder.resolve("judge-calibration.toml"), Toml.write(GateCalibration.mu(Role.JUDGE)));
    assertThatThrownBy(() -> ExpertSet.read(folder, Role.JUDGE, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("filter-lesion-segmenter")
        .hasMessageContaining("judge-lesion-segmenter");
  }

  @Test
  void oneDamagedFileRefusesTheSet() throws IOException {
    store(Role.FILTER, 1);
    Path last = ExpertSet.file(folder, Role.FILTER, ExpertKind.IMAGE_TEXT_SCORER);
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 5] ^= 1;
    Files.write(last, bytes);
    assertThatThrownBy(() -> ExpertSet.read(folder, Role.FILTER, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    assertThatThrownBy(() -> ExpertSet.read(folder, Role.FILTER, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("filter-calibration.toml");
    Files.writeString(
        folder.resolve("filter-calibration.toml"), Toml.write(GateCalibration.mu(Role.FILTER)));
    assertThatThrownBy(() -> ExpertSet.read(folder, Role.FILTER, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("got none");
  }

  private void store(Role role, long seed) throws IOException {
    Files.writeString(
        folder.resolve(role.word() + "-calibration.toml"), Toml.write(GateCalibration.mu(role)));
    for (ExpertKind<?, ?> kind : ExpertKind.ALL) {
      store(kind, role, seed);
    }
  }

  private <C, N> void store(ExpertKind<C, N> kind, Role role, long seed) {
    try (ExpertModel<C, N> model = kind.mu(role, seed, Device.CPU)) {
      WeightFile.write(
          ExpertSet.file(folder, role, kind),
          kind.metadata(model.config()),
          model.parameters().entries(),
          Precision.FLOAT32);
    }
  }

  private static Radiograph film() {
    float[] unit = new float[60 * 50];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (i * 37 % 101) / 101f;
    }
    return Radiograph.ofUnit(60, 50, 8, unit);
  }
}
