package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.PanelReview;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From films and untrained experts to a panel with gates. */
final class CalibrationRunTest {

  private static final int FILMS = 90;
  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir static Path films;
  @TempDir Path folder;

  @BeforeAll
  static void makeFilms() {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < FILMS; i++) {
      rows.add(row(i));
    }
    ManifestWriter.write(new Manifest(films, rows));
  }

  @BeforeEach
  void makeExperts() {
    store(ExpertKind.FINDING_CLASSIFIER);
    store(ExpertKind.LESION_SEGMENTER);
    store(ExpertKind.IMAGE_TEXT_SCORER);
  }

  @Test
  void gatesAreFittedWrittenAndInForce() {
    Path file = run("first");
    GateCalibration gates = GateCalibration.read(file);
    assertThat(gates.role()).isEqualTo(Role.FILTER);
    assertThat(gates.fittedOn())
        .contains(
            "split val of manifest ", "filter-finding-classifier ", "45 films of 45 patients");
    assertThat(gates.passRate().orElseThrow()).isBetween(0.9, 0.96);
    assertThat(gates.typicality()).isPresent();
    assertThat(gates.imageText()).isPresent();
    assertThat(gates.anatomy()).isEmpty(); // there is no segmenter
    assertThat(gates.findings()).containsKeys("pleural-effusion");
    // what is drawn often enough: effusions, and hearts that happen to be large
    assertThat(gates.masks()).containsOnlyKeys("pleural-effusion", "cardiomegaly");
    Manifest manifest = Manifest.read(films);
    try (ExpertSet panel = install(file)) {
      long passed =
          manifest.rows(Split.VAL).stream()
              .map(row -> panel.panel().review(manifest.film(row), Optional.of(row.labelPrompt())))
              .filter(PanelReview::accepted)
              .count();
      assertThat(passed / 45.0).isGreaterThan(0.85);
    }
  }

  @Test
  void theSameRecipeGivesTheSameBytes() {
    Path first = run("first");
    Path again = run("again");
    assertThat(again).hasSameBinaryContentAs(first);
    String typicality = "filter-film-typicality.safetensors";
    assertThat(again.resolveSibling(typicality))
        .hasSameBinaryContentAs(first.resolveSibling(typicality));
  }

  @Test
  void distancesOfAnotherClassifierAreRefused() {
    Path file = run("first");
    install(file).close();
    store(ExpertKind.FINDING_CLASSIFIER, 2);
    assertThatThrownBy(() -> install(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no classifier with SHA-256");
  }

  @Test
  void theMeasureStandsAmongTheModels() {
    install(run("first")).close();
    assertThat(new Catalogue(folder.resolve("experts")).installed())
        .extracting(Catalogue.Installed::kind)
        .contains("filter-film-typicality");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calibrate-filter.toml", "calibrate-judge.toml"})
  void theShippedRecipesAreRecipes(String name) {
    Recipe.Calibration recipe = (Recipe.Calibration) Toml.read(CONFIGS.resolve(name), Recipe.class);
    assertThat(name).contains(recipe.role().word());
    assertThat(recipe.films().split()).isEqualTo("val");
    assertThat(recipe.lesions()).hasSize(2);
  }

  private Path run(String name) {
    String recipe =
        """
        kind = "calibration"
        name = "small"
        seed = 1
        role = "filter"
        experts = '%1$s/experts'
        passRate = 0.9
        [films]
        manifest = '%2$s'
        split = "val"
        [films.leaveOut]
        [typical]
        manifest = '%2$s'
        split = "train"
        [typical.leaveOut]
        [[lesions]]
        manifest = '%2$s'
        share = 1.0
        insertions = 0
        [lesions.leaveOut]
        """
            .formatted(folder, films);
    Recipe read = Toml.parse(recipe, "test", Recipe.class);
    return new TrainingRun(read, folder.resolve(name), Device.CPU, Progress.SILENT).run();
  }

  private ExpertSet install(Path calibration) {
    Path experts = folder.resolve("experts");
    try {
      for (String each : List.of("filter-calibration.toml", "filter-film-typicality.safetensors")) {
        Files.deleteIfExists(experts.resolve(each));
        Files.copy(calibration.resolveSibling(each), experts.resolve(each));
      }
    } catch (IOException wrong) {
      throw new AssertionError(wrong);
    }
    return ExpertSet.read(experts, Role.FILTER, Device.CPU);
  }

  private void store(ExpertKind<?, ?> kind) {
    store(kind, 1);
  }

  private <C, N> void store(ExpertKind<C, N> kind, long seed) {
    try (ExpertModel<C, N> model = kind.mu(Role.FILTER, seed, Device.CPU)) {
      WeightFile.write(
          ExpertSet.file(folder.resolve("experts"), Role.FILTER, kind),
          kind.metadata(model.config()),
          model.parameters().entries(),
          Precision.FLOAT32);
    }
  }

  /** Every other film has an effusion; half of the films are held out. */
  private static ManifestRow row(int i) {
    RandomStream stream = RandomStream.of(1, i, "phantom");
    boolean ill = i % 4 < 2;
    PhantomStudy study =
        ill
            ? ThoraxPhantom.sampleWith(
                PhantomFamily.A,
                stream,
                32,
                Optional.empty(),
                Optional.empty(),
                List.of(Observation.present(Finding.PLEURAL_EFFUSION)))
            : ThoraxPhantom.sample(PhantomFamily.A, stream, 32, Optional.empty(), Optional.empty());
    RadiographFiles.write(study.film(), films.resolve(i + ".png"), Map.of());
    MaskFiles.write(study.anatomy(), films.resolve(i + "-anatomy.png"));
    Map<Finding, String> masks = new HashMap<>();
    study
        .pathology()
        .masks()
        .forEach(
            (finding, mask) -> {
              String name = i + "-" + finding.slug() + ".png";
              MaskFiles.write(mask, films.resolve(name));
              masks.put(finding, name);
            });
    return new ManifestRow(
        i + ".png",
        new Subject("p" + i, study.prompt().sex(), study.prompt().ageYears()),
        Optional.of(i % 2 == 0 ? Split.TRAIN : Split.VAL),
        study.prompt().view(),
        study.prompt().text(),
        study.prompt().closedLabels(),
        new RowMasks(Optional.of(i + "-anatomy.png"), Optional.empty(), Optional.empty(), masks),
        Origin.of("phantom", "none"));
  }
}
