package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Subject;
import ai.chestnut.expert.ActivationMap;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertExamTest {

  @TempDir Path folder;

  @Test
  void everyExpertIsMarkedOnWhatTheRowsKnow() {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(phantom(i));
    }
    Manifest manifest = new Manifest(folder, rows);
    try (ExpertSet experts = ExpertSet.mu(Role.JUDGE, 1, Device.CPU)) {
      List<ExpertFigure> figures =
          new ExpertExam(experts.panel().experts(), experts.panel().calibration())
              .sit(manifest, rows, Progress.SILENT);
      assertThat(figures)
          .extracting(ExpertFigure::expert)
          .contains(
              "judge-anatomy-segmenter",
              "judge-finding-classifier",
              "judge-lesion-segmenter",
              "judge-attribute-expert",
              "judge-image-text-scorer");
      ExpertFigure effusion =
          figures.stream()
              .filter(f -> f.measure().equals("auroc") && f.subject().equals("pleural-effusion"))
              .findFirst()
              .orElseThrow();
      assertThat(effusion.films()).isEqualTo(6);
      assertThat(effusion.value().value()).isBetween(0.0, 1.0);
    }
  }

  private ManifestRow phantom(int i) {
    RandomStream stream = RandomStream.of(9, i, "phantom");
    List<Observation> shown =
        List.of(Observation.present(i % 2 == 0 ? Finding.PLEURAL_EFFUSION : Finding.CONSOLIDATION));
    PhantomStudy study =
        ThoraxPhantom.sampleWith(
            PhantomFamily.B, stream, 48, Optional.empty(), Optional.empty(), shown);
    RadiographFiles.write(study.film(), folder.resolve(i + ".png"), Map.of());
    MaskFiles.write(study.anatomy(), folder.resolve(i + "-anatomy.png"));
    return new ManifestRow(
        i + ".png",
        new Subject("p" + i, study.prompt().sex(), study.prompt().ageYears()),
        Optional.empty(),
        study.prompt().view(),
        study.prompt().text(),
        study.prompt().closedLabels(),
        new RowMasks(Optional.of(i + "-anatomy.png"), Optional.empty(), Optional.empty(), Map.of()),
        Origin.of("phantom", "Apache-2.0"));
  }

  @Test
  void ranksCountPairsOfOneSourceOnly() {
    Marks marks = new Marks("expert");
    // between the sources the score follows the truth, within each it says nothing
    for (int i = 0; i < 40; i++) {
      boolean first = i % 2 == 0;
      boolean truth = first ? i % 20 != 0 : i % 20 == 1;
      marks.rank("auroc", "edema", "p" + i, first ? "one" : "other", first ? 1 : 0, truth);
    }
    List<ExpertFigure> figures = marks.figures();
    assertThat(figures).hasSize(3); // all, one, other
    assertThat(figures).allSatisfy(f -> assertThat(f.value().value()).isEqualTo(0.5));
  }

  @Test
  void aMeanHasAnIntervalOverPatients() {
    Marks marks = new Marks("expert");
    for (int i = 0; i < 10; i++) {
      marks.mean("dice", "heart", "p" + i, "one", i < 5 ? 0.8 : 0.9);
    }
    ExpertFigure figure = marks.figures().get(0);
    assertThat(figure.value().value()).isCloseTo(0.85, within(1e-12));
    assertThat(figure.value().low()).isBetween(0.80, 0.85);
    assertThat(figure.value().high()).isBetween(0.85, 0.90);
  }

  /** Lungs are the whole film of 20x20; the box covers a tenth of it. */
  @Test
  void pointingIsComparedWithADartAtTheLungs() {
    Radiograph film = Radiograph.ofUnit(20, 20, 8, new float[400]);
    float[] loud = new float[400];
    loud[5 * 20 + 6] = 3; // (6, 5): inside the box
    PointingPaper paper =
        new PointingPaper(
            "expert",
            (seen, finding) -> ActivationMap.of(20, 20, loud),
            List.of(Finding.PNEUMONIA),
            seen -> Mask.full(20, 20));
    Manifest manifest = new Manifest(folder, List.of());
    paper.answer(manifest, boxed("p1", 4, 3), film);
    paper.answer(manifest, boxed("p2", 10, 10), film);
    List<ExpertFigure> figures = paper.marks();
    assertThat(value(figures, "pointing")).isEqualTo(0.5);
    assertThat(value(figures, "pointing by chance")).isCloseTo(0.1, within(1e-12));
    assertThat(value(figures, "pointing over chance")).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void boxesThatAreNoJsonAreNamed() {
    ManifestRow row = withBoxes("p1", "none of it");
    PointingPaper paper =
        new PointingPaper(
            "expert",
            (seen, finding) -> ActivationMap.of(1, 1, new float[1]),
            List.of(),
            seen -> Mask.full(1, 1));
    assertThatThrownBy(
            () ->
                paper.answer(
                    new Manifest(folder, List.of()),
                    row,
                    Radiograph.ofUnit(20, 20, 8, new float[400])))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("boxes");
  }

  private static double value(List<ExpertFigure> figures, String measure) {
    return figures.stream()
        .filter(f -> f.measure().equals(measure))
        .findFirst()
        .orElseThrow()
        .value()
        .value();
  }

  private static ManifestRow boxed(String patient, int x, int y) {
    return withBoxes(
        patient,
        "[{\"label\": \"Pneumonia\", \"x\": " + x + ", \"y\": " + y + ", \"w\": 8, \"h\": 5}]");
  }

  private static ManifestRow withBoxes(String patient, String boxes) {
    return new ManifestRow(
        patient + ".png",
        new Subject(patient, Optional.empty(), java.util.OptionalInt.empty()),
        Optional.empty(),
        Optional.empty(),
        "",
        Map.of(),
        RowMasks.NONE,
        new Origin("one", "", Map.of("boxes", boxes)));
  }
}
