package ai.chestnut.evaluation.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.codec.Codes;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecExamTest {

  private static final int FILMS = 12;

  /** A film's grey to another. */
  private interface Tone {
    double at(double grey);
  }

  @TempDir Path folder;
  private final List<ManifestRow> rows = new ArrayList<>();

  @BeforeEach
  void films() {
    for (int i = 0; i < FILMS; i++) {
      RandomStream stream = RandomStream.of(1, i, "phantom");
      Radiograph film =
          ThoraxPhantom.sample(
                  PhantomFamily.A, stream, 32, Optional.of(View.PA), Optional.of(Sex.MALE))
              .film();
      float[] unit = film.unit();
      for (int pixel = 0; pixel < unit.length; pixel++) {
        unit[pixel] = 0.25f + unit[pixel] / 2; // room for a change of tone
      }
      RadiographFiles.write(
          Radiograph.ofUnit(32, 32, 8, unit), folder.resolve(i + ".png"), Map.of());
      rows.add(
          new ManifestRow(
              i + ".png",
              new Subject("p" + i, Optional.of(Sex.MALE), OptionalInt.of(50)),
              Optional.of(Split.TEST),
              Optional.of(View.PA),
              "",
              Map.of(Finding.CARDIOMEGALY, i % 2, Finding.EDEMA, i < 2 ? 1 : 0),
              RowMasks.NONE,
              Origin.of("phantom", "none")));
    }
  }

  private CodecExam.Result sit(MeasuredCodec codec) {
    try (ExpertModel<FindingClassifierConfig, FindingClassifier> classifier =
        ExpertKind.FINDING_CLASSIFIER.mu(Role.FILTER, 1, Device.CPU)) {
      return new CodecExam(codec, classifier)
          .sit(new Manifest(folder, rows), rows, Progress.SILENT);
    }
  }

  private static MeasuredCodec codec(Tone tone) {
    return new MeasuredCodec(
        new ModelIdentity("tone", "0"),
        8,
        OptionalInt.empty(),
        film -> {
          float[] unit = film.unit();
          for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) tone.at(unit[i]);
          }
          Radiograph passed = Radiograph.ofUnit(film.width(), film.height(), 16, unit);
          return new MeasuredCodec.Passed(passed, Optional.empty(), Optional.empty());
        },
        () -> {});
  }

  @Test
  void aBrighterFilmLosesPixelsButNoDetail() {
    CodecFigures figures = sit(codec(grey -> grey + 0.1)).figures();
    assertThat(figures.films()).isEqualTo(FILMS);
    assertThat(figures.pixels().peakSignalToNoise().value()).isCloseTo(20, within(0.01));
    assertThat(figures.pixels().octaves())
        .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1, within(0.01)));
    assertThat(figures.kept().logitChange().value())
        .as("the classifier sees no brightness")
        .isCloseTo(0, within(1e-3));
    assertThat(figures.kept().fall().orElseThrow().value()).isCloseTo(0, within(1e-9));
    assertThat(figures.codes()).isEmpty();
  }

  @Test
  void halfTheContrastIsAQuarterOfThePower() {
    CodecFigures figures = sit(codec(grey -> 0.5 + (grey - 0.5) / 2)).figures();
    assertThat(figures.pixels().octaves())
        .allSatisfy(ratio -> assertThat(ratio).isCloseTo(0.25, within(0.01)));
    assertThat(figures.pixels().similarity().value()).isBetween(0.3, 0.99);
  }

  @Test
  void areasAreOfFindingsThatEnoughFilmsAreLabelledWith() {
    CodecFigures.Kept kept = sit(codec(grey -> 1 - grey)).figures().kept();
    assertThat(kept.findings())
        .extracting(CodecFigures.FindingChange::finding)
        .as("edema is in two films only")
        .containsExactly("cardiomegaly");
    CodecFigures.FindingChange change = kept.findings().get(0);
    assertThat(kept.fall().orElseThrow().value())
        .isCloseTo(change.before() - change.after(), within(1e-12));
    assertThat(kept.logitChange().value()).isPositive();
  }

  @Test
  void theUseOfCodesIsCounted() {
    MeasuredCodec two =
        new MeasuredCodec(
            new ModelIdentity("two", "0"),
            16,
            OptionalInt.of(8),
            film ->
                new MeasuredCodec.Passed(
                    film.negative(),
                    Optional.empty(),
                    Optional.of(Codes.of(2, 2, new int[] {3, 3, 5, 5}))),
            () -> {});
    CodecFigures.CodeUse use = sit(two).figures().codes().orElseThrow();
    assertThat(use.share()).isEqualTo(0.25);
    assertThat(use.perplexity()).isCloseTo(2, within(1e-9));
  }

  @Test
  void aCodecWithGrainIsMeasuredWithoutItToo() {
    VqAutoencoderConfig mu = VqAutoencoderConfig.mu();
    VqAutoencoderConfig grainy =
        new VqAutoencoderConfig(
            mu.channels(), mu.blocks(), mu.codes(), mu.codeWidth(), Optional.of(true));
    try (MeasuredCodec with = MeasuredCodec.of(VqAutoencoderModel.mu(grainy, 1, Device.CPU));
        MeasuredCodec without = MeasuredCodec.of(VqAutoencoderModel.mu(mu, 1, Device.CPU))) {
      CodecFigures figures = sit(with).figures();
      assertThat(figures.plain()).as("equal weights").contains(sit(without).figures().pixels());
      assertThat(figures.pixels().octaves()).isNotEqualTo(figures.plain().get().octaves());
      assertThat(figures.described()).containsKey("withoutGrain");
    }
  }

  @Test
  void aCodecWithWeightsIsMeasuredAndShown() {
    try (MeasuredCodec codec =
        MeasuredCodec.of(VqAutoencoderModel.mu(VqAutoencoderConfig.mu(), 1, Device.CPU))) {
      CodecExam.Result result = sit(codec);
      assertThat(result.sheet().width()).isEqualTo(4 * 32);
      assertThat(result.sheet().height()).isEqualTo(3 * 32);
      assertThat(result.figures().described())
          .containsKeys("psnr", "ssim", "octavePowerRatio", "logitChange", "aurocDrop", "codes");
      assertThatThrownBy(() -> codec.pass(Radiograph.ofUnit(40, 32, 8, new float[40 * 32])))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("40x32");
    }
  }
}
