package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.ScriptFiles;
import ai.chestnut.tensor.TorchScript;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptExpertTest {

  /** Logits of mean, -mean and 4 mean, as a classifier of three findings. */
  private static final String MEANS = "m = x.mean([2, 3])\nreturn torch.cat([m, -m, 4 * m], 1)\n";

  /** Planes of [1, 3, 8, 8]: the film's right half, its left half, and its middle. */
  private static final String HALVES =
      """
      y = torch.full([1, 3, 8, 8], -9.0)
      y[:, 0, :, 4:] = 9.0
      y[:, 1, :, :4] = 9.0
      y[:, 2, 2:6, 2:6] = 9.0
      return y
      """;

  private static final String LUNGS =
      "task = \"anatomy\"\nnames = [\"Left Lung\", \"Right Lung\", \"Herz\"]\n";

  @TempDir Path folder;

  @Test
  void outputsBecomeFindingsByNameOrByMap() {
    String card =
        """
        task = "classifier"
        names = ["Pleural_Thickening", "Effusion", "Scoliosis"]
        [input]
        side = 16
        black = -1024.0
        white = 1024.0
        [map]
        Effusion = "Pleural Effusion"
        Scoliosis = "none"
        """;
    try (Opened opened = open(MEANS, card)) {
      Radiograph grey = grey(40, 30, 0.5); // mean of a black surround and grey 0
      Map<Finding, Double> seen = ((ScriptClassifier) opened.expert).probabilities(grey);
      assertThat(seen).containsOnlyKeys(Finding.PLEURAL_THICKENING, Finding.PLEURAL_EFFUSION);
      double mean = (12 * (1024 * (2.0 * Math.round(0.5 * 65535) / 65535 - 1)) - 4 * 1024) / 16;
      assertThat(Known.in(seen, Finding.PLEURAL_THICKENING))
          .isCloseTo(LogitScale.sigmoid(mean), within(1e-6));
      assertThat(Known.in(seen, Finding.PLEURAL_EFFUSION))
          .isCloseTo(LogitScale.sigmoid(-mean), within(1e-6));
    }
  }

  @Test
  void aNameWithoutAMeaningIsNamed() {
    assertRefused(
        MEANS,
        "task = \"classifier\"\nnames = [\"Edema\", \"Weasand\", \"Mass\"]\n",
        "got output 'Weasand' that has no meaning here, expected map.\"Weasand\" =");
    assertRefused(
        HALVES, LUNGS, "got output 'Herz' that has no meaning here, expected map.\"Herz\" = a");
  }

  @Test
  void sideCarsThatCannotBeMeantAreRefused() {
    assertRefused(MEANS, "names = [\"Edema\"]\n", "got no task");
    assertRefused(MEANS, "task = \"classifier\"\n", "got no names");
    assertRefused(MEANS, "task = \"features\"\n", "features serve evaluate --features");
    assertRefused(
        MEANS, "task = \"classifier\"\nnames = [\"Edema\", \"edema\"]\n", "a second output for");
    assertRefused(
        MEANS,
        "task = \"classifier\"\nnames = [\"Edema\"]\n[map]\nOedema = \"Edema\"\n",
        "a map of 'Oedema'");
    assertRefused(
        MEANS, "task = \"classifier\"\nnames = [\"Edema\"]\n[input]\nchannels = 4\n", "channels");
    assertRefused(
        MEANS,
        "task = \"classifier\"\nnames = [\"Edema\"]\n[input]\nchannels = 3\nmean = [0.5]\n",
        "one number for each of 3 channels");
    assertRefused(MEANS, "task = \"classifier\"\nnames = [\"Edema\"]\ncolour = 1\n", "colour");
    assertThatThrownBy(() -> ScriptCard.of(folder.resolve("lonely.pt")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("lonely.toml");
  }

  @Test
  void aWrongShapeIsNamed() {
    try (Opened opened = open(MEANS, "task = \"classifier\"\nnames = [\"Edema\", \"Mass\"]\n")) {
      assertThatThrownBy(() -> opened.expert.look(grey(20, 20, 0.5)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("net.pt")
          .hasMessageContaining("got shape [1, 3], expected [1, 2]")
          .hasMessageContaining("net.toml");
    }
    try (Opened opened = open(MEANS, LUNGS + "[map]\nHerz = \"heart\"\n")) {
      assertThatThrownBy(() -> opened.expert.look(grey(20, 20, 0.5)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("got shape [1, 3], expected [1, 3, s, s]");
    }
  }

  @Test
  void whatIsNoProbabilityIsNotTakenForOne() {
    String card =
        "task = \"classifier\"\nnames = [\"Edema\", \"Mass\", \"Nodule\"]\n"
            + "[output]\nvalues = \"probabilities\"\n";
    try (Opened opened = open(MEANS, card)) {
      assertThatThrownBy(() -> opened.expert.look(grey(20, 20, 0.5)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("as a probability, expected 0 to 1");
    }
    try (Opened opened = open("return x.mean([2, 3]).repeat([1, 3]) / 0\n", card)) {
      assertThatThrownBy(() -> opened.expert.look(grey(20, 20, 0)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("got NaN, expected finite numbers");
    }
  }

  @Test
  void planesBecomeAnAnatomyMapWithTheHeartOnTop() {
    String card = LUNGS + "[input]\nside = 16\nfit = \"stretch\"\n[map]\nHerz = \"heart\"\n";
    try (Opened opened = open(HALVES, card)) {
      AnatomyMap map = ((ScriptAnatomy) opened.expert).segment(grey(80, 40, 0.5));
      assertThat(map.codeAt(70, 2)).isEqualTo(Anatomy.LEFT_LUNG.code());
      assertThat(map.codeAt(10, 2)).isEqualTo(Anatomy.RIGHT_LUNG.code());
      assertThat(map.codeAt(40, 20)).isEqualTo(Anatomy.HEART.code());
      assertThat(map.of(Anatomy.HEART).area()).isBetween(760L, 840L); // a quarter of 3,200
      assertThat(map.cardiothoracicRatio().orElseThrow()).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void outsideTheCropThereIsBackground() {
    String card =
        LUNGS + "[input]\nside = 16\nfit = \"crop\"\nfield = 0.5\n[map]\nHerz = \"none\"\n";
    try (Opened opened = open(HALVES, card)) {
      AnatomyMap map = ((ScriptAnatomy) opened.expert).segment(grey(80, 40, 0.5));
      Mask lungs = map.lungs();
      assertThat(lungs.bounds().orElseThrow().x()).isEqualTo(30);
      assertThat(lungs.area()).isEqualTo(20 * 20);
    }
  }

  @Test
  void layersAndChoicesAreTold() {
    String both =
        "task = \"anatomy\"\nnames = [\"left lung\", \"right lung\", \"Left Clavicle\"]\n"
            + "[input]\nside = 16\n[map]\n\"Left Clavicle\" = \"clavicles\"\n";
    try (Opened opened = open(HALVES, both)) {
      AnatomyMap map = ((ScriptAnatomy) opened.expert).segment(grey(40, 40, 0.5));
      assertThat(map.layer(OverlapLayer.CLAVICLES).orElseThrow().area()).isBetween(380L, 420L);
      assertThat(map.codeAt(20, 20)).isEqualTo(Anatomy.LEFT_LUNG.code());
    }
    String choice = both.replace("[map]", "[output]\nvalues = \"softmax\"\n[map]");
    String middle = HALVES.replace("2:6, 2:6] = 9.0", "2:6, 2:6] = 20.0");
    try (Opened opened = open(middle, choice)) {
      AnatomyMap map = ((ScriptAnatomy) opened.expert).segment(grey(40, 40, 0.5));
      assertThat(map.codeAt(20, 20)).isZero();
      assertThat(map.codeAt(35, 20)).isEqualTo(Anatomy.LEFT_LUNG.code());
    }
  }

  @Test
  void planesBecomeLesions() {
    String card =
        "task = \"lesions\"\nnames = [\"Mass\", \"Edema\", \"Infiltrate\"]\n"
            + "[input]\nside = 16\n[map]\nInfiltrate = \"Infiltration\"\nMass = \"none\"\n";
    try (Opened opened = open(HALVES, card)) {
      LesionSegmenter.Lesions seen = ((ScriptLesions) opened.expert).segment(grey(40, 40, 0.5));
      assertThat(seen.highest()).containsOnlyKeys(Finding.EDEMA, Finding.INFILTRATION);
      assertThat(seen.pathology().masks()).containsOnlyKeys(Finding.EDEMA, Finding.INFILTRATION);
      assertThat(Known.in(seen.pathology().masks(), Finding.EDEMA).bounds().orElseThrow().x())
          .isZero();
    }
  }

  @Test
  void featuresAreOneVectorHoweverTheyCome() throws IOException {
    assertThat(features("return torch.ones([1, 5])\n", "")).hasSize(5);
    assertThat(features("return torch.ones([5, 1, 1])\n", "")).hasSize(5);
    assertThat(features("return torch.arange(12.0).reshape(1, 3, 2, 2)\n", "pool = \"mean\""))
        .containsExactly(1.5, 5.5, 9.5);
    String tokens = "return torch.arange(6.0).reshape(1, 3, 2)\n";
    assertThat(features(tokens, "pool = \"first\"")).containsExactly(0, 1);
    assertThat(features(tokens, "pool = \"mean\"")).containsExactly(2, 3);
    assertThatThrownBy(() -> features(tokens, ""))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("got shape [1, 3, 2], expected [1, d]; output.pool");
  }

  @Test
  void anExpertFromElsewhereIsHeardAndMayTakeASeat() {
    String card = "task = \"classifier\"\nnames = [\"Mass\", \"Edema\", \"Nodule\"]\n";
    Radiograph film = Pictures.hills(64, 48, 3);
    try (MuExperts mu = new MuExperts(Role.FILTER, 1);
        Opened opened = open(MEANS, card)) {
      ExpertPanel own = new ExpertPanel(mu.all(), GateCalibration.mu(Role.FILTER));
      PanelReview before = own.review(film, Optional.empty());
      PanelReview beside = own.with(named("txrv", opened)).review(film, Optional.empty());
      assertThat(beside.verified()).isEqualTo(before.verified());
      assertThat(beside.anatomy()).isEqualTo(before.anatomy());
      assertThat(Known.in(beside.scores(), "txrv")).containsOnlyKeys("mass", "edema", "nodule");
      assertThat(beside.scores()).containsAllEntriesOf(before.scores());
      PanelReview seated =
          own.with(named("finding-classifier", opened)).review(film, Optional.empty());
      assertThat(seated.verified()).containsOnlyKeys(Finding.MASS, Finding.EDEMA, Finding.NODULE);
      assertThat(seated.scores())
          .containsKey("finding-classifier")
          .doesNotContainKey("filter-finding-classifier");
      assertThatThrownBy(() -> named("lesion-segmenter", opened))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("a file for the seat finding-classifier");
      assertThatThrownBy(() -> named("judge-x", opened)).isInstanceOf(RequestException.class);
      ExpertPanel panel = own.with(named("finding-classifier", opened));
      NativeHandles.assertFlat(
          200, () -> assertThat(opened.expert.look(film)).isEqualTo(opened.expert.look(film)));
      NativeHandles.assertFlat(
          3, () -> assertThat(panel.review(film, Optional.empty())).isEqualTo(seated));
    }
  }

  private static ScriptExperts named(String name, Opened opened) {
    return new ScriptExperts(new TreeMap<>(Map.of(name, opened.expert)));
  }

  private double[] features(String body, String output) throws IOException {
    Files.writeString(folder.resolve("net.toml"), "[output]\n" + output + "\n");
    Path file = ScriptFiles.write(folder.resolve("net.pt"), body);
    try (ScriptFeatures space = ScriptFeatures.read(file, Device.CPU)) {
      assertThat(space.name()).matches("net-[0-9a-f]{12}");
      double[] point = space.of(grey(20, 30, 0.5));
      assertThat(point).hasSize(space.dimension());
      return point;
    }
  }

  private void assertRefused(String body, String card, String message) {
    assertThatThrownBy(() -> open(body, card).close())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("net.toml")
        .hasMessageContaining(message);
  }

  private Opened open(String body, String card) {
    Path file = ScriptFiles.write(folder.resolve("net.pt"), body);
    try {
      Files.writeString(folder.resolve("net.toml"), card);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    ScriptCard read = ScriptCard.of(file);
    TorchScript script = TorchScript.read(file, Device.CPU);
    try {
      return new Opened(script, ScriptExpert.of(script, read, Device.CPU));
    } catch (RequestException wrong) {
      script.close();
      throw wrong;
    }
  }

  private record Opened(TorchScript script, ScriptExpert expert) implements AutoCloseable {

    @Override
    public void close() {
      script.close();
    }
  }

  private static Radiograph grey(int width, int height, double value) {
    float[] unit = new float[width * height];
    Arrays.fill(unit, (float) value);
    return Radiograph.ofUnit(width, height, 16, unit);
  }
}
