package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One statement about one finding: what, on which side, where, how much, how sure.
 *
 * @param finding never {@link Finding#NO_FINDING}, which is derived
 * @param laterality the patient's side
 * @param zones distinct, in the order of {@link Zone}
 */
public record Observation(
    Finding finding,
    Optional<Laterality> laterality,
    List<Zone> zones,
    Optional<Severity> severity,
    Certainty certainty) {

  /**
   * @throws IllegalArgumentException if the finding is No Finding
   */
  public Observation {
    if (finding == Finding.NO_FINDING) {
      throw new IllegalArgumentException("finding: got No Finding, expected one that can be seen");
    }
    zones = zones.stream().distinct().sorted().toList();
  }

  /** The finding is there; nothing more is said. */
  public static Observation present(Finding finding) {
    return new Observation(
        finding, Optional.empty(), List.of(), Optional.empty(), Certainty.PRESENT);
  }

  public Observation withLaterality(Laterality side) {
    return new Observation(finding, Optional.of(side), zones, severity, certainty);
  }

  public Observation withZones(Collection<Zone> places) {
    return new Observation(finding, laterality, List.copyOf(places), severity, certainty);
  }

  public Observation withSeverity(Severity amount) {
    return new Observation(finding, laterality, zones, Optional.of(amount), certainty);
  }

  public Observation withCertainty(Certainty sureness) {
    return new Observation(finding, laterality, zones, severity, sureness);
  }
}
