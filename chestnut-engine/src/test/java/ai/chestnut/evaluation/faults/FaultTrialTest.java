package ai.chestnut.evaluation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.alarm.AlarmKind;
import ai.chestnut.evaluation.alarm.AlarmState;
import ai.chestnut.evaluation.alarm.Alarms;
import ai.chestnut.evaluation.films.PhantomFilms;
import ai.chestnut.evaluation.reading.ExactJudge;
import ai.chestnut.evaluation.scorecard.Evaluation;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Phantoms and a judge that knows them: every fault is told by its own alarm and no other. */
final class FaultTrialTest {

  private static FaultTrial trial = new FaultTrial(Map.of());

  @BeforeAll
  static void plant() {
    PhantomFilms training = PhantomFilms.of(PhantomFamily.A, 1, 120, 64);
    PhantomFilms held = PhantomFilms.of(PhantomFamily.A, 2, 100, 64);
    Map<Radiograph, PhantomStudy> known = new HashMap<>(training.byFilm());
    known.putAll(held.byFilm());
    Evaluation evaluation =
        new Evaluation(
            "test", new PixelFeatures(8), new ExactJudge(known), Set.of("alarms", "memorisation"));
    trial = FaultTrial.of(evaluation, held, training, Progress.SILENT);
  }

  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void everyFaultIsTold(PlantedFault fault) {
    assertThat(trial.told(fault)).as("%s raised %s", fault, trial.raised(fault)).isTrue();
    assertThat(trial.raised(fault)).allMatch(alarm -> fault.tells().contains(alarm.kind()));
  }

  @Test
  void theControlIsClearOnEveryAlarmThatSees() {
    Alarms alarms =
        Optional.ofNullable(trial.cards().get(PlantedFault.CLEAN)).orElseThrow().alarms();
    assertThat(alarms.decided())
        .extracting(alarm -> alarm.kind())
        .contains(
            AlarmKind.COPIES,
            AlarmKind.VARIETY,
            AlarmKind.LABELS,
            AlarmKind.ORIENTATION,
            AlarmKind.ANATOMY,
            AlarmKind.SHARPNESS,
            AlarmKind.TONE);
    assertThat(alarms.in(AlarmState.RAISED)).isEmpty();
  }
}
