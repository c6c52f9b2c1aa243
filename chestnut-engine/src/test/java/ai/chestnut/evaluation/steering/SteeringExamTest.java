package ai.chestnut.evaluation.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.Steering;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films that paint what they are told, films that are deaf, films that take left for right. */
class SteeringExamTest {

  private static final int SIDE = 32;
  private static final List<Finding> ASKED = List.of(Finding.NODULE, Finding.CARDIOMEGALY);

  @TempDir Path folder;

  private static SteeringExam.Seen bright(Radiograph film, Finding finding) {
    float[] unit = film.unit();
    int left = 0;
    int right = 0;
    for (int i = 0; i < unit.length; i++) {
      if (unit[i] > 0.9) {
        left += i % SIDE >= SIDE / 2 ? 1 : 0;
        right += i % SIDE < SIDE / 2 ? 1 : 0;
      }
    }
    return new SteeringExam.Seen(left + right, left, right);
  }

  private static Radiograph painted(Prompt prompt, boolean mirrored) {
    float[] unit = new float[SIDE * SIDE];
    for (Observation one : prompt.observations()) {
      boolean left = one.laterality().orElse(Laterality.LEFT) == Laterality.LEFT;
      int x = left != mirrored ? SIDE * 3 / 4 : SIDE / 4;
      int half = 1 + one.severity().orElse(Severity.SMALL).ordinal();
      for (int dy = -half; dy <= half; dy++) {
        for (int dx = -half; dx <= half; dx++) {
          unit[(SIDE / 2 + dy) * SIDE + x + dx] = 1;
        }
      }
    }
    return Radiograph.ofUnit(SIDE, SIDE, 8, unit);
  }

  private static Steering steering(SteeringExam.FilmMaker maker) {
    SteeringExam exam = new SteeringExam(ASKED, SteeringExamTest::bright, maker);
    return new Steering("abc", "none", exam.sit(ASKED, 6, Progress.SILENT));
  }

  private static double value(Steering steering, Finding finding, String measure, String side) {
    return steering.figure(finding, measure, side).orElseThrow().value();
  }

  @Test
  void aMakerThatDoesAsToldIsProven() {
    Steering steering = steering((prompt, noise) -> painted(prompt, false));
    for (Finding finding : ASKED) {
      assertThat(value(steering, finding, Steering.PRESENCE, "any")).isEqualTo(1);
      assertThat(value(steering, finding, Steering.SEVERITY, "any")).isEqualTo(1);
    }
    assertThat(value(steering, Finding.NODULE, Steering.SIDE, "left")).isEqualTo(1);
    assertThat(value(steering, Finding.NODULE, Steering.SIDE, "right")).isEqualTo(1);
    assertThat(steering.figure(Finding.CARDIOMEGALY, Steering.SIDE, "left")).isEmpty();
    assertThat(steering.doubts(new ReportReader().read("Small left lung nodule. Cardiomegaly.")))
        .isEmpty();
    assertThat(steering.doubts(new ReportReader().read("Left pleural effusion. No nodule.")))
        .containsExactly(
            "Pleural Effusion: not measured", "Pleural Effusion, its side: not measured");
  }

  @Test
  void aDeafMakerAndAMirroredOneAreDoubted() {
    Steering deaf =
        steering((prompt, noise) -> painted(new ReportReader().read("Left lung nodule."), false));
    assertThat(value(deaf, Finding.NODULE, Steering.PRESENCE, "any")).isCloseTo(0.5, within(1e-9));
    assertThat(value(deaf, Finding.NODULE, Steering.SEVERITY, "any")).isZero();
    assertThat(deaf.doubts(new ReportReader().read("Cardiomegaly.")))
        .containsExactly("Cardiomegaly: measured presence 0.50, proven from 0.85");
    Steering mirrored = steering((prompt, noise) -> painted(prompt, true));
    assertThat(value(mirrored, Finding.NODULE, Steering.SIDE, "left")).isZero();
    assertThat(mirrored.doubts(new ReportReader().read("Right lung nodule.")))
        .containsExactly("Nodule, its side: measured side 0.00, proven from 0.90");
  }

  @Test
  void figuresAreReadBackForTheirOwnWeightsAlone() {
    Steering steering = steering((prompt, noise) -> painted(prompt, false));
    steering.write(Steering.file(folder, "text-to-image-x"));
    assertThat(Steering.of(folder, new ModelIdentity("text-to-image-x", "abc"))).contains(steering);
    assertThat(Steering.of(folder, new ModelIdentity("text-to-image-x", "other"))).isEmpty();
    assertThat(Steering.of(folder, new ModelIdentity("text-to-image-y", "abc"))).isEmpty();
  }

  @Test
  void whatTheJudgesDoNotSeeIsRefused() {
    SteeringExam exam =
        new SteeringExam(
            ASKED, SteeringExamTest::bright, (prompt, noise) -> painted(prompt, false));
    assertThatThrownBy(() -> exam.sit(List.of(Finding.FRACTURE), 2, Progress.SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Fracture");
  }
}
