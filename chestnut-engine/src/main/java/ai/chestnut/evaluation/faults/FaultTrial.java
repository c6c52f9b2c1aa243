package ai.chestnut.evaluation.faults;

import ai.chestnut.evaluation.alarm.Alarm;
import ai.chestnut.evaluation.alarm.AlarmState;
import ai.chestnut.evaluation.alarm.TrainingFilms;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.scorecard.Evaluation;
import ai.chestnut.evaluation.scorecard.Scorecard;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plants every fault in real films that nobody trained on, calls them synthetic, and holds them
 * against the training films: which alarm tells which fault?
 *
 * @param cards the scorecard of each fault
 */
public record FaultTrial(Map<PlantedFault, Scorecard> cards) {

  /**
   * @param held real films that are spoilt, at least 200 for a result that means something
   * @param training other real films, of other patients: the reference, and what copies copy
   */
  public static FaultTrial of(
      Evaluation evaluation, FilmSet held, FilmSet training, Progress progress) {
    int side = Readings.commonSide(List.of(held, training), progress);
    Readings real = evaluation.read(training, side, "training films", progress);
    TrainingFilms trained = TrainingFilms.of(real);
    Map<PlantedFault, Scorecard> cards = new EnumMap<>(PlantedFault.class);
    for (PlantedFault fault : PlantedFault.values()) {
      FilmSet films = FaultyFilms.of(fault, held, training);
      cards.put(
          fault,
          evaluation.compare(real, films, Optional.of(trained), side, new Named(fault, progress)));
    }
    return new FaultTrial(cards);
  }

  /** Whether a fault was told: one of its alarms is raised; for the control, none at all. */
  public boolean told(PlantedFault fault) {
    List<Alarm> raised = raised(fault);
    return fault == PlantedFault.CLEAN
        ? raised.isEmpty()
        : raised.stream().anyMatch(alarm -> fault.tells().contains(alarm.kind()));
  }

  /** The alarms that a fault raised. */
  public List<Alarm> raised(PlantedFault fault) {
    return Optional.ofNullable(cards.get(fault)).stream()
        .flatMap(card -> card.alarms().decided().stream())
        .filter(alarm -> alarm.state() == AlarmState.RAISED)
        .toList();
  }

  /** Progress that says which fault it is about. */
  private record Named(PlantedFault fault, Progress progress) implements Progress {

    @Override
    public void step(Step step) {
      progress.step(
          new Step(fault.word() + ": " + step.phase(), step.done(), step.total(), step.note()));
    }

    @Override
    public boolean cancelled() {
      return progress.cancelled();
    }
  }
}
