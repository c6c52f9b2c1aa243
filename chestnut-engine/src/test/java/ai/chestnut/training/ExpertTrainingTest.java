package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.AnatomySegmenterConfig;
import ai.chestnut.expert.EncoderConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertTrainingTest {

  private static final int SIDE = 32;

  @TempDir static Path folder;
  private static Path films;

  /** Eight phantoms with an effusion or nothing, with every mask, on disk as a manifest. */
  @BeforeAll
  static void phantoms() throws Exception {
    films = folder.resolve("films");
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RandomStream stream = RandomStream.of(5, i, "phantom");
      List<Observation> shown =
          i % 2 == 0 ? List.of(Observation.present(Finding.PLEURAL_EFFUSION)) : List.of();
      PhantomStudy study =
          shown.isEmpty()
              ? ThoraxPhantom.sample(
                  PhantomFamily.A, stream, 64, Optional.empty(), Optional.empty())
              : ThoraxPhantom.sampleWith(
                  PhantomFamily.A, stream, 64, Optional.empty(), Optional.empty(), shown);
      rows.add(written(study, i));
    }
    ManifestWriter.write(new Manifest(films, rows));
  }

  private static ManifestRow written(PhantomStudy study, int i) throws Exception {
    Files.createDirectories(films);
    RadiographFiles.write(study.film(), films.resolve(i + ".png"), Map.of());
    MaskFiles.write(study.anatomy(), films.resolve(i + "-anatomy.png"));
    Map<String, String> layers = new LinkedHashMap<>();
    for (Map.Entry<OverlapLayer, Mask> layer : study.anatomy().layers().entrySet()) {
      String file = i + "-" + layer.getKey().slug() + ".png";
      MaskFiles.write(layer.getValue(), films.resolve(file));
      layers.put(ManifestRow.column(layer.getKey()), file);
    }
    Map<Finding, String> lesions = new EnumMap<>(Finding.class);
    for (Map.Entry<Finding, Mask> lesion : study.pathology().masks().entrySet()) {
      String file = i + "-" + lesion.getKey().slug() + ".png";
      MaskFiles.write(lesion.getValue(), films.resolve(file));
      lesions.put(lesion.getKey(), file);
    }
    return new ManifestRow(
        i + ".png",
        new Subject("p" + i, study.prompt().sex(), study.prompt().ageYears()),
        Optional.of(i < 6 ? Split.TRAIN : Split.VAL),
        study.prompt().view(),
        study.prompt().text(),
        study.prompt().closedLabels(),
        new RowMasks(Optional.of(i + "-anatomy.png"), Optional.empty(), Optional.empty(), lesions),
        new Origin("phantom", "Apache-2.0", layers));
  }

  @Test
  void aRowOfAPhantomIsKnownWhole() {
    Manifest manifest = Manifest.read(films);
    Known known = new ExampleReader(manifest, SIDE).known(manifest.rows().get(0));
    assertThat(known.structures()).isPresent();
    for (short may : known.structures().orElseThrow()) {
      assertThat(Integer.bitCount(may)).isEqualTo(1);
    }
    assertThat(known.knownLayers()).isEqualTo(7);
    int effusion = 1 << Finding.PLEURAL_EFFUSION.ordinal();
    assertThat(known.knownLesions() & effusion).isNotZero();
    int pixels = 0;
    for (int at : known.lesions().orElseThrow()) {
      pixels += (at & effusion) == 0 ? 0 : 1;
    }
    assertThat(pixels).isPositive();
    assertThat(known.prompt().observations()).hasSize(1);
  }

  @Test
  void ofWhatLooksLikeADrawnFindingNothingIsKnownToBeAbsent() {
    Map<Finding, Integer> labels =
        Map.of(Finding.CONSOLIDATION, 1, Finding.PNEUMONIA, 0, Finding.EDEMA, 0, Finding.NODULE, 0);
    assertThat(ExampleReader.drawn(labels))
        .containsOnlyKeys(Finding.CONSOLIDATION, Finding.EDEMA, Finding.NODULE);
  }

  @Test
  void aLungMaskAloneSaysWhichSideAndWhatCannotBeLung() throws Exception {
    Mask lungs =
        Mask.where(64, 64, i -> i / 64 > 20 && i / 64 < 50 && (i % 64 < 25 || i % 64 > 38));
    MaskFiles.write(lungs, films.resolve("lungs.png"));
    Manifest manifest = Manifest.read(films);
    ManifestRow plain = manifest.rows().get(0);
    ManifestRow row =
        new ManifestRow(
            plain.file(),
            plain.subject(),
            plain.split(),
            plain.view(),
            "",
            Map.of(),
            new RowMasks(
                Optional.empty(),
                Optional.of("lungs.png"),
                Optional.of(ai.chestnut.dataset.LungMaskType.AERATED),
                Map.of()),
            Origin.of("real", ""));
    short[] may = new ExampleReader(manifest, SIDE).known(row).structures().orElseThrow();
    assertThat(may[16 * SIDE + 5]).isEqualTo((short) (1 << Anatomy.RIGHT_LUNG.code()));
    assertThat(may[16 * SIDE + 27]).isEqualTo((short) (1 << Anatomy.LEFT_LUNG.code()));
    assertThat(may[2] & (1 << Anatomy.LEFT_LUNG.code())).isZero();
    assertThat(Integer.bitCount(may[2])).isEqualTo(7);
  }

  /** Any answer that is allowed is as good as another, and none other is. */
  @Test
  void partialLabelsCostNothingWhereAnythingMayBe() {
    AnatomySegmenterConfig config =
        new AnatomySegmenterConfig(Role.FILTER, new EncoderConfig(SIDE, List.of(4, 8, 8), 1));
    try (ExpertModel<AnatomySegmenterConfig, AnatomySegmenter> model =
        ExpertKind.ANATOMY_SEGMENTER.random(config, 1, Device.CPU)) {
      short[] any = new short[SIDE * SIDE];
      java.util.Arrays.fill(any, Known.ANYTHING);
      short[] lung = new short[SIDE * SIDE];
      java.util.Arrays.fill(lung, (short) 2);
      assertThat(loss(model.network(), any)).isCloseTo(0, within(1e-5));
      assertThat(loss(model.network(), lung)).isGreaterThan(0.5);
    }
  }

  private static double loss(AnatomySegmenter net, short[] structures) {
    Known known =
        new Known(
            Optional.of(structures),
            0,
            new byte[SIDE * SIDE],
            0,
            Optional.empty(),
            Map.of(),
            DisguiseTest.nothing().prompt());
    Example example = new Example(new byte[SIDE * SIDE], known);
    try (ExampleBank bank =
        ExampleBank.of(List.of(example), SIDE, ExampleBank.Planes.STRUCTURES, Device.CPU)) {
      return Scope.computing(
          () -> {
            RandomStream stream = RandomStream.of(1, 0, "t");
            ExampleBatch batch = bank.seen(new int[] {0}, Disguise.NONE, stream, 0);
            return ExpertLosses.anatomy(net, batch, 0).item_double();
          });
    }
  }

  @Test
  void everyKindOfExpertIsTrainedAndReadBack() {
    for (ExpertKind<?, ?> kind : ExpertKind.ALL) {
      if (kind == ExpertKind.FILM_TYPICALITY) {
        continue; // fitted with the gates, not trained
      }
      Recipe.Expert recipe = recipe(kind.name(), 4, Optional.empty());
      Path best = run(recipe, kind.name());
      try (ExpertModel<?, ?> model = kind.read(best, Role.FILTER, Device.CPU)) {
        assertThat(model.identity().name()).isEqualTo("best");
      }
    }
  }

  @Test
  void aSegmenterLearnsItsPhantoms() throws Exception {
    run(recipe(AnatomySegmenter.NAME, 60, Optional.empty()), "learns");
    List<String> log = Files.readAllLines(folder.resolve("learns/log.csv"));
    double first = Double.parseDouble(log.get(1).split(",")[1]);
    double last = Double.parseDouble(log.get(log.size() - 1).split(",")[1]);
    assertThat(last).isLessThan(0.75 * first);
  }

  @Test
  void aFoldIsHeldOutByPatientAndPredicted() {
    Recipe.Expert recipe = recipe("finding-classifier", 4, Optional.of(new Fold(2, 0)));
    assertThatThrownBy(() -> new Fold(2, 2)).isInstanceOf(RequestException.class);
    Manifest manifest = Manifest.read(films);
    long held = manifest.rows().stream().filter(new Fold(2, 0)::holds).count();
    long others = manifest.rows().stream().filter(new Fold(2, 1)::holds).count();
    assertThat(held + others).isEqualTo(8);
    assertThat(held).isBetween(1L, 7L);
    run(recipe, "fold");
    // phantoms are never predicted: their truth is drawn
    assertThat(FoldPredictions.read(folder.resolve("fold").resolve(FoldPredictions.FILE_NAME)))
        .isEmpty();
  }

  @Test
  void everyLabelOfTheFoldsFilmsIsPredictedOnceAndNoOther() throws Exception {
    Manifest whole = Manifest.read(films);
    Path real = films.resolveSibling("real");
    List<ManifestRow> rows =
        whole.rows().stream()
            .map(row -> row.withFile("../films/" + row.file()).withMasks(RowMasks.NONE))
            .map(row -> row.withOrigin(Origin.of("real", "")))
            .toList();
    Files.createDirectories(real);
    ManifestWriter.write(new Manifest(real, rows));
    Fold fold = new Fold(2, 1);
    Recipe.Expert recipe = recipe("finding-classifier", 4, Optional.of(fold), real.toString());
    run(recipe, "fold-real");
    List<FoldPredictions.Prediction> said =
        FoldPredictions.read(folder.resolve("fold-real").resolve(FoldPredictions.FILE_NAME));
    List<String> expected =
        rows.stream()
            .filter(fold::holds)
            .flatMap(row -> java.util.stream.Stream.of(row.file(), row.file()))
            .toList();
    assertThat(said)
        .extracting(FoldPredictions.Prediction::file)
        .containsExactlyInAnyOrderElementsOf(expected);
    for (FoldPredictions.Prediction one : said) {
      ManifestRow row =
          rows.stream().filter(each -> each.file().equals(one.file())).findFirst().orElseThrow();
      assertThat(one.label()).isEqualTo(row.label(one.finding()).orElseThrow() == 1);
      assertThat(one.fold()).isEqualTo(1);
      assertThat(one.logit()).isFinite();
    }
  }

  @Test
  void lesionsAreDrawnIntoNormalFilmsOnlyWithASegmenter() {
    assertThatThrownBy(() -> new Material("films", 1, Map.of(), Optional.empty(), 2))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("segmenter");
  }

  @Test
  void theRecipeOfTheDryRunBinds() {
    Recipe read = Toml.read(Path.of("..", "configs", "expert-mu.toml"), List.of(), Recipe.class);
    assertThat(read).isInstanceOf(Recipe.Expert.class);
  }

  private static Path run(Recipe.Expert recipe, String name) {
    return new TrainingRun(recipe, folder.resolve(name), Device.CPU, Progress.SILENT).run();
  }

  private static Recipe.Expert recipe(String expert, int steps, Optional<Fold> fold) {
    return recipe(expert, steps, fold, films.toString());
  }

  private static Recipe.Expert recipe(
      String expert, int steps, Optional<Fold> fold, String manifest) {
    return new Recipe.Expert(
        "test",
        3,
        expert,
        Role.FILTER,
        new EncoderConfig(SIDE, List.of(8, 8, 8), 1),
        List.of("pleural-effusion", "cardiomegaly"),
        Optional.of(new Recipe.Text(24, 1)),
        OptionalInt.of(8),
        List.of(new Material(manifest, 1, Map.of(), Optional.empty(), 0)),
        fold,
        3,
        new Disguise(4, 0.03, 0.1, 0.2, 1, 0.02, 0.05, 0.2),
        new Training(steps, new LearningRate(4e-3, 2, 0.3), 0.01, 1, 0.1, "float32", steps, steps),
        Optional.empty(),
        Optional.empty());
  }
}
