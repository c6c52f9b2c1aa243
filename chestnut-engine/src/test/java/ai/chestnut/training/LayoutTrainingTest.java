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
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.LayoutModel;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTrainingTest {

  private static final Path CONFIGS = Path.of("..", "configs");

  /** Large, so that it covers cells of the smallest grid. */
  private static final Observation EFFUSION =
      Observation.present(Finding.PLEURAL_EFFUSION).withSeverity(Severity.LARGE);

  @TempDir static Path folder;

  /** Phantoms with an effusion or nothing. */
  @BeforeAll
  static void phantoms() throws Exception {
    Path films = Files.createDirectories(folder.resolve("phantoms"));
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RandomStream stream = RandomStream.of(5, i, "phantom");
      List<Observation> shown = i % 2 == 0 ? List.of(EFFUSION) : List.of();
      PhantomStudy study =
          shown.isEmpty()
              ? ThoraxPhantom.sample(
                  PhantomFamily.A, stream, 64, Optional.empty(), Optional.empty())
              : ThoraxPhantom.sampleWith(
                  PhantomFamily.A, stream, 64, Optional.empty(), Optional.empty(), shown);
      RadiographFiles.write(study.film(), films.resolve(i + ".png"), Map.of());
      MaskFiles.write(study.anatomy(), films.resolve(i + "-anatomy.png"));
      Map<Finding, String> masks = Map.of();
      if (!shown.isEmpty()) {
        MaskFiles.write(
            study.pathology().of(Finding.PLEURAL_EFFUSION).orElseThrow(),
            films.resolve(i + "-effusion.png"));
        masks = Map.of(Finding.PLEURAL_EFFUSION, i + "-effusion.png");
      }
      rows.add(
          new ManifestRow(
              i + ".png",
              new Subject("p" + i, study.prompt().sex(), study.prompt().ageYears()),
              Optional.of(i < 6 ? Split.TRAIN : Split.VAL),
              study.prompt().view(),
              "",
              study.prompt().closedLabels(),
              new RowMasks(
                  Optional.of(i + "-anatomy.png"), Optional.empty(), Optional.empty(), masks),
              Origin.of("phantom", "Apache-2.0")));
    }
    ManifestWriter.write(new Manifest(films, rows));
  }

  private static Recipe.Layout recipe(String... overrides) {
    Recipe.Layout read =
        (Recipe.Layout)
            Toml.read(
                CONFIGS.resolve("layout-generator-mu.toml"), List.of(overrides), Recipe.class);
    String films = folder.resolve("phantoms").toString();
    return new Recipe.Layout(
        read.name(),
        read.seed(),
        List.of(
            new LayoutMaterial(films, 1, Map.of(), true, 0),
            new LayoutMaterial(films, 1, Map.of(), false, 1)),
        read.model(),
        read.objective(),
        read.training(),
        read.warmStart());
  }

  private static Path train(String name, Recipe recipe) {
    return new TrainingRun(recipe, folder.resolve(name), Device.CPU, Progress.SILENT).run();
  }

  @Test
  void theLossFalls() throws Exception {
    train("falls", recipe("training.steps=40", "training.validateEvery=10"));
    List<String> log = Files.readAllLines(folder.resolve("falls").resolve("log.csv"));
    double first = heldOut(log.get(1));
    double last = heldOut(log.get(log.size() - 1));
    assertThat(last).isLessThan(0.8 * first);
  }

  private static double heldOut(String line) {
    String[] cells = line.split(",", -1);
    return Double.parseDouble(cells[cells.length - 1]);
  }

  @Test
  void anInterruptedRunEndsWithTheSameWeights() {
    train("whole", recipe());
    Progress stopAtFive =
        new Progress() {
          private long seen;

          @Override
          public void step(Step step) {
            seen = step.phase().equals("training") ? step.done() : 0;
          }

          @Override
          public boolean cancelled() {
            return seen == 5;
          }
        };
    assertThatThrownBy(
            () -> new TrainingRun(recipe(), folder.resolve("parts"), Device.CPU, stopAtFive).run())
        .hasMessageContaining("cancelled");
    train("parts", recipe());
    assertThat(folder.resolve("parts/latest.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/latest.safetensors"));
  }

  @Test
  void theWeightsSayWhatWasSeen() {
    try (LayoutModel model = LayoutModel.read(train("seen", recipe()), Device.CPU)) {
      LayoutConfig config = model.generator().config();
      assertThat(config.real()).containsExactly(Finding.PLEURAL_EFFUSION);
      int layer = config.layer(Finding.PLEURAL_EFFUSION);
      assertThat(config.smallBelow().get(layer))
          .isPositive()
          .isLessThanOrEqualTo(config.largeFrom().get(layer));
    }
  }
}
