package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.Readings;

/**
 * One of the two sets of a scorecard.
 *
 * @param name of its folder or archive, with the split
 * @param masks how far its masks can be trusted: given, generated, segmented, none
 * @param fingerprint equal for equal films in equal order
 */
public record SetSummary(String name, int films, int patients, String masks, String fingerprint) {

  static SetSummary of(Readings readings) {
    FilmSet set = readings.set();
    return new SetSummary(
        set.name(),
        set.size(),
        (int) set.entries().stream().map(FilmEntry::patient).distinct().count(),
        set.masksAre(),
        readings.fingerprint());
  }
}
