package ai.chestnut.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.diffusion.Preconditioning;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ControlBranchModel;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.models.LayoutPlanes;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control branch learns, and the model that it steers does not. */
class ControlBranchTrainingTest {

  private static final int SIDE = 32;
  private static final Augmentation STILL = new Augmentation(0, 0, 0, 0);

  @TempDir Path folder;
  private final List<PhantomStudy> studies = new ArrayList<>();

  @BeforeEach
  void films() throws IOException {
    Files.createDirectories(folder.resolve("films"));
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      PhantomStudy study = study(i);
      studies.add(study);
      String film = i + ".png";
      RadiographFiles.write(study.film(), folder.resolve("films/" + film), Map.of());
      MaskFiles.write(study.anatomy(), folder.resolve("films/" + i + "-anatomy.png"));
      Map<Finding, String> masks = new EnumMap<>(Finding.class);
      study
          .pathology()
          .masks()
          .forEach(
              (finding, mask) -> {
                String file = film.replace(".png", "-" + finding.slug() + ".png");
                MaskFiles.write(mask, folder.resolve("films/" + file));
                masks.put(finding, file);
              });
      rows.add(
          new ManifestRow(
              film,
              new Subject("p" + i, Optional.of(Sex.MALE), OptionalInt.of(50 + i)),
              Optional.of(i < 4 ? Split.TRAIN : Split.VAL),
              Optional.of(View.PA),
              study.prompt().text(),
              study.prompt().closedLabels(),
              new RowMasks(
                  Optional.of(i + "-anatomy.png"), Optional.empty(), Optional.empty(), masks),
              Origin.of("phantom", "none")));
    }
    ManifestWriter.write(new Manifest(folder.resolve("films"), rows));
  }

  private static PhantomStudy study(int i) {
    Laterality side = i % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT;
    return ThoraxPhantom.sampleWith(
        PhantomFamily.A,
        RandomStream.of(1, i, "phantom"),
        SIDE,
        Optional.of(View.PA),
        Optional.of(Sex.MALE),
        List.of(
            Observation.present(Finding.PLEURAL_EFFUSION).withLaterality(side),
            Observation.present(Finding.CARDIOMEGALY)));
  }

  private List<Captioned> material(String words) {
    return List.of(new Captioned(folder.resolve("films").toString(), 1, Map.of(), words));
  }

  /** One whose output already moves with its skips: a fresh network's is zero whatever they are. */
  private static LatentDiffusion mu() {
    return new Catalogue(Path.of("nowhere")).textToImage(Catalogue.MU, Device.CPU);
  }

  private ControlBranchObjective objective(TextToImageModel base, AutoencoderModel autoencoder) {
    return new ControlBranchObjective(
        new ControlBranchObjective.Settings(4, 2, 0.1, 0.1, 0.1, 0.1, 2, 0, 1, 0.5, STILL),
        base,
        ControlBranchModel.beside(base, List.of(4, 4, 4), 3),
        autoencoder,
        part(Split.TRAIN, autoencoder),
        part(Split.VAL, autoencoder),
        7);
  }

  private ControlBranchObjective.Material part(Split split, AutoencoderModel autoencoder) {
    CaptionedFilms films = CaptionedFilms.read(material("text"), split, SIDE, 48, 0.5);
    return new ControlBranchObjective.Material(
        TextToImageRun.encoded(films, autoencoder, STILL, 2, 7, Progress.SILENT),
        ControlLayouts.of(films.rows(), LayoutPlanes.standard(), SIDE, Device.CPU));
  }

  @Test
  void theBaseKeepsItsWeightsAndGetsNoGradient() {
    LatentDiffusion mu = mu(); // the objective closes both of its models
    AutoencoderModel autoencoder = mu.autoencoder();
    TextToImageModel base = mu.model();
    Map<String, WeightFile.Entry> before = base.parameters().entries();
    try (ControlBranchObjective objective = objective(base, autoencoder)) {
      Training training =
          new Training(6, new LearningRate(1e-2, 1, 0.2), 0.01, 1, 0.1, "float32", 3, 6);
      new TrainingLoop(objective, training, folder.resolve("run"), Progress.SILENT).run();
      Map<String, WeightFile.Entry> after = base.parameters().entries();
      before.forEach(
          (name, entry) ->
              assertThat(requireNonNull(after.get(name)).values())
                  .as(name)
                  .isEqualTo(entry.values()));
      Scope.running(
          () ->
              base.parameters()
                  .byName()
                  .forEach((name, each) -> assertThat(each.grad().defined()).as(name).isFalse()));
      Map<String, WeightFile.Entry> learnt = objective.parameters().entries();
      for (String name : List.of("middle-joint.weight", "joint0.weight", "hint-out.weight")) {
        float[] values = requireNonNull(learnt.get(name)).values();
        assertThat(values).as(name).isNotEqualTo(new float[values.length]);
      }
    }
  }

  @Test
  void theLossOfOneBatchFallsWhenItIsShownAgainAndAgain() {
    LatentDiffusion mu = mu(); // the objective closes both of its models
    AutoencoderModel autoencoder = mu.autoencoder();
    TextToImageModel base = mu.model();
    try (ControlBranchObjective objective = objective(base, autoencoder)) {
      double start = objective.heldOut();
      Training training =
          new Training(80, new LearningRate(2e-2, 1, 0.5), 0, 1, 0.1, "float32", 80, 80);
      new TrainingLoop(objective, training, folder.resolve("long"), Progress.SILENT).run();
      assertThat(objective.heldOut()).isLessThan(0.97 * start);
    }
  }

  @Test
  void theBankGivesTheSamePlanesAsTheModelReads() {
    LayoutPlanes order = LayoutPlanes.standard();
    CaptionedFilms films = CaptionedFilms.read(material("text"), Split.TRAIN, SIDE, 48, 0);
    try (ControlLayouts layouts = ControlLayouts.of(films.rows(), order, SIDE, Device.CPU)) {
      float[] still = {1, 0, 0, 0, 1, 0};
      int area = SIDE * SIDE;
      for (int film = 0; film < films.count(); film++) {
        int[] one = {film};
        float[] all = planes(layouts, one, still, true);
        float[] bare = planes(layouts, one, still, false);
        PhantomStudy study = studies.get(film);
        assertThat(all).isEqualTo(order.of(study.anatomy(), study.pathology(), SIDE));
        assertThat(bare).isEqualTo(order.of(study.anatomy(), PathologyMap.none(SIDE, SIDE), SIDE));
        assertThat(all).hasSize(order.count() * area);
      }
      assertThat(layouts.count(Finding.CARDIOMEGALY)).isEqualTo(4);
      assertThat(layouts.count(Finding.MASS)).isZero();
    }
  }

  private static float[] planes(
      ControlLayouts layouts, int[] film, float[] move, boolean pathology) {
    return Scope.computing(
        () ->
            Tensors.floats(
                layouts
                    .batch(
                        film,
                        Tensors.of(move, Device.CPU, 1, 2, 3),
                        new boolean[] {true},
                        new boolean[] {pathology})
                    .planes()));
  }

  @Test
  void noisedLatentsAreWhatThePreconditioningSays() {
    for (String word : List.of("flow", "edm", "noise")) {
      Preconditioning preconditioning = Preconditioning.named(word);
      double sigma = 1.7;
      float clean = 0.6f;
      float noise = -0.4f;
      Scope.running(
          () -> {
            Tensor x = Tensors.of(new float[] {clean}, Device.CPU, 1, 1, 1, 1);
            Tensor normals = Tensors.of(new float[] {noise}, Device.CPU, 1, 1, 1, 1);
            Noised noised = Noised.of(x, normals, new double[] {sigma}, preconditioning);
            double noisy = clean + sigma * noise;
            double target =
                (clean - preconditioning.skip(sigma) * noisy) / preconditioning.out(sigma);
            assertThat(Tensors.floats(noised.input())[0])
                .isCloseTo((float) (preconditioning.in(sigma) * noisy), within(1e-5f));
            assertThat(Tensors.floats(noised.target())[0]).isCloseTo((float) target, within(1e-5f));
            assertThat(noised.levels().item_double()).isEqualTo(preconditioning.noise(sigma));
          });
    }
  }

  @Test
  void drawnFilmsAreCaptionedBySideAndRealOnesByLabels() {
    Captions told = CaptionedFilms.read(material("text"), Split.TRAIN, SIDE, 48, 0).captions();
    Captions labelled =
        CaptionedFilms.read(material("labels"), Split.TRAIN, SIDE, 48, 0).captions();
    assertThat(told.films()).isEqualTo(4);
    assertThat(told.canonical(0)).isNotEqualTo(labelled.canonical(0));
    assertThat(told.findings(0)).containsAll(labelled.findings(0));
  }

  @Test
  void materialsAreDrawnFromAsTheirSharesSay() {
    String path = folder.resolve("films").toString();
    CaptionedFilms films =
        CaptionedFilms.read(
            List.of(
                new Captioned(path, 1, Map.of(), "labels"),
                new Captioned(path, 3, Map.of(), "text")),
            Split.TRAIN,
            SIDE,
            48,
            0.5);
    RandomStream stream = RandomStream.of(1, 0, "draws");
    int second = 0;
    for (int i = 0; i < 4000; i++) {
      second += films.draw(stream) >= 4 ? 1 : 0;
    }
    assertThat(second / 4000.0).isCloseTo(0.75, within(0.03));
    assertThatThrownBy(
            () ->
                CaptionedFilms.read(
                    List.of(new Captioned(path, 1, Map.of("source", List.of("phantom")), "text")),
                    Split.TRAIN,
                    SIDE,
                    48,
                    0))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no film in split train");
    assertThatThrownBy(() -> new Captioned(path, 1, Map.of(), "notes"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("labels or text");
  }

  @Test
  void dropoutDropsOnlyWhileItLearns() {
    LatentDiffusion mu = mu(); // the objective closes both of its models
    AutoencoderModel autoencoder = mu.autoencoder();
    TextToImageModel base = mu.model();
    DenoisingObjective.Settings settings =
        new DenoisingObjective.Settings(4, 1, 0.1, 0, 1, 0.5, 0.5, STILL);
    CaptionedFilms films = CaptionedFilms.read(material("text"), Split.TRAIN, SIDE, 48, 0.5);
    try (DenoisingObjective objective =
        new DenoisingObjective(
            settings,
            base,
            autoencoder,
            TextToImageRun.encoded(films, autoencoder, STILL, 1, 7, Progress.SILENT),
            TextToImageRun.encoded(films, autoencoder, STILL, 1, 7, Progress.SILENT),
            7)) {
      assertThat(loss(objective)).isEqualTo(loss(objective));
      assertThat(objective.heldOut()).isEqualTo(objective.heldOut());
    }
  }

  private static double loss(DenoisingObjective objective) {
    return Scope.computing(
        () -> Gradients.off(() -> objective.loss(3).item_double())); // one batch, one noise
  }
}
