package ai.chestnut.evaluation.alarm;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every alarm of a scorecard.
 *
 * @param decided in the order of {@link AlarmKind}
 * @param silent why the others are not there
 */
public record Alarms(List<Alarm> decided, Map<AlarmKind, String> silent) {

  /**
   * Decides every alarm that has what it needs.
   *
   * @param training empty where nobody says which films a generator was trained on
   */
  public static Alarms of(Scene scene, Optional<TrainingFilms> training, Progress progress) {
    Map<AlarmKind, Supplier<Optional<Alarm>>> kinds = new EnumMap<>(AlarmKind.class);
    kinds.put(AlarmKind.COPIES, () -> training.map(films -> Copies.alarm(scene, films)));
    kinds.put(AlarmKind.VARIETY, () -> Optional.of(Variety.alarm(scene)));
    kinds.put(AlarmKind.LABELS, () -> LabelAlarm.byJudge(scene));
    kinds.put(AlarmKind.LABELS_BY_PROBE, () -> LabelAlarm.byProbe(scene));
    kinds.put(AlarmKind.ORIENTATION, () -> Optional.of(Orientation.alarm(scene)));
    kinds.put(AlarmKind.ANATOMY, () -> AnatomyAlarm.alarm(scene));
    kinds.put(AlarmKind.SHARPNESS, () -> Optional.of(Sharpness.alarm(scene)));
    kinds.put(AlarmKind.TONE, () -> Optional.of(Tone.alarm(scene)));
    List<Alarm> decided = new ArrayList<>();
    Map<AlarmKind, String> silent = new EnumMap<>(AlarmKind.class);
    int done = 0;
    for (Map.Entry<AlarmKind, Supplier<Optional<Alarm>>> kind : kinds.entrySet()) {
      kind.getValue()
          .get()
          .ifPresentOrElse(decided::add, () -> silent.put(kind.getKey(), lacks(kind.getKey())));
      progress.advance(Step.of("alarms", ++done, kinds.size()));
    }
    return new Alarms(decided, silent);
  }

  private static String lacks(AlarmKind kind) {
    return switch (kind) {
      case COPIES -> "the real films have no rows of split train";
      case LABELS -> "no judge reads a finding that five films of each set have and five lack";
      case LABELS_BY_PROBE -> "no finding that five films of each set have and five lack";
      case ANATOMY -> "no judge, or fewer than ten synthetic films with lung masks";
      default -> "not measured";
    };
  }

  /** The alarms in one state. */
  public List<AlarmKind> in(AlarmState state) {
    return decided.stream().filter(a -> a.state() == state).map(Alarm::kind).toList();
  }
}
