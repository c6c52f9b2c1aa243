package ai.chestnut.phantom;

import ai.chestnut.prompt.Observation;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is drawn into each film of a set from which a model shall learn to follow a text: every
 * finding that can be drawn, on every side, of every severity, in every zone, about equally often,
 * with the common ones twice and two fifths of the films with further findings. Unlike {@link
 * ai.chestnut.prompt.PromptSampler} it does not imitate patients.
 */
public final class InsertionPlan {

  private static final List<Finding> COMMON =
      List.of(
          Finding.PLEURAL_EFFUSION,
          Finding.PNEUMOTHORAX,
          Finding.CONSOLIDATION,
          Finding.LUNG_OPACITY,
          Finding.ATELECTASIS,
          Finding.CARDIOMEGALY,
          Finding.EDEMA,
          Finding.NODULE,
          Finding.MASS);

  private static final List<Finding> ROUND = round();
  private static final double MORE = 0.4;
  private static final double ZONE_SAID = 0.6;

  private InsertionPlan() {}

  private static List<Finding> round() {
    List<Finding> round =
        new ArrayList<>(Arrays.stream(Finding.values()).filter(LesionEngine::draws).toList());
    round.addAll(COMMON);
    return List.copyOf(round);
  }

  /** Indices after which all leading findings have had their turn. */
  public static int turn() {
    return ROUND.size();
  }

  /** The finding that leads in the film of an index. */
  public static Finding leading(int index) {
    return ROUND.get(index % ROUND.size());
  }

  /**
   * What to draw.
   *
   * @param index of the film; sides and severities of a leading finding take turns with it
   * @param free findings that the film is known to lack; the leading one is drawn whatever they
   *     are, so a film must be chosen to it
   * @return the leading finding first, each with the severity and side that are to be drawn
   */
  public static List<Observation> of(int index, List<Finding> free, RandomStream stream) {
    int time = index / ROUND.size();
    Finding leading = leading(index);
    List<Observation> chosen = new ArrayList<>();
    chosen.add(observation(leading, time, stream.child("leading")));
    List<Finding> left = new ArrayList<>(free);
    left.removeAll(Appearance.alike(leading));
    for (int more = 0; more < 2 && !left.isEmpty() && stream.chance(MORE); more++) {
      Finding other = stream.pick(left);
      chosen.add(observation(other, stream.nextInt(36), stream.child("more " + more)));
      left.removeAll(Appearance.alike(other));
    }
    return List.copyOf(chosen);
  }

  private static Observation observation(Finding finding, int time, RandomStream stream) {
    List<Severity> severities = List.of(Severity.values());
    Observation seen =
        Observation.present(finding)
            .withSeverity(severities.get(Math.floorMod(time / 2, severities.size())));
    Optional<Laterality> side = side(finding, time, stream);
    if (side.isPresent()) {
      seen = seen.withLaterality(side.get());
    }
    List<Zone> zones = Places.of(finding).zones().stream().sorted().toList();
    if (tellsZone(finding) && !zones.isEmpty() && stream.chance(ZONE_SAID)) {
      seen = seen.withZones(List.of(stream.pick(zones)));
    }
    return seen;
  }

  /** Left and right in turn; both now and then, and mostly for what is in both lungs by nature. */
  private static Optional<Laterality> side(Finding finding, int time, RandomStream stream) {
    if (Places.of(finding).sides().isEmpty()) {
      return Optional.empty();
    }
    double both =
        switch (finding) {
          case EDEMA, EMPHYSEMA, FIBROSIS, COVID_19, VIRAL_PNEUMONIA -> 0.6;
          case PLEURAL_EFFUSION, ATELECTASIS, LUNG_OPACITY, PLEURAL_THICKENING -> 0.2;
          case HERNIA, SUPPORT_DEVICES, MASS, LUNG_LESION, PNEUMOTHORAX -> 0;
          default -> 0.1;
        };
    if (stream.chance(both)) {
      return Optional.of(Laterality.BILATERAL);
    }
    return Optional.of(time % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT);
  }

  private static boolean tellsZone(Finding finding) {
    return switch (finding) {
      case PLEURAL_EFFUSION, HERNIA, SUPPORT_DEVICES -> false;
      default -> true;
    };
  }
}
