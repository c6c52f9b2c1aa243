package ai.chestnut.evaluation.utility;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Procedural films in memory, every second one with a large effusion; the last third is to test.
 */
final class PhantomSet implements FilmSet {

  private static final int SIDE = 32;

  private final List<PhantomStudy> studies = new ArrayList<>();
  private final List<FilmEntry> entries = new ArrayList<>();

  PhantomSet(PhantomFamily family, long seed, int count, String source) {
    for (int i = 0; i < count; i++) {
      boolean ill = i % 2 == 0;
      List<Observation> observations =
          ill
              ? List.of(
                  Observation.present(Finding.PLEURAL_EFFUSION)
                      .withSeverity(Severity.LARGE)
                      .withLaterality(i % 4 == 0 ? Laterality.LEFT : Laterality.RIGHT))
              : List.of();
      PhantomStudy study =
          ThoraxPhantom.sampleWith(
              family,
              RandomStream.of(seed, i, "utility"),
              SIDE,
              Optional.empty(),
              Optional.empty(),
              observations);
      studies.add(study);
      Split split = 3 * i < 2 * count ? Split.TRAIN : Split.TEST;
      entries.add(
          new FilmEntry(
              source + i,
              source + i,
              Optional.of(split),
              source,
              study.prompt(),
              ill ? Map.of(Finding.PLEURAL_EFFUSION, 1) : Map.of(Finding.PLEURAL_EFFUSION, 0)));
    }
  }

  @Override
  public String name() {
    return "phantoms";
  }

  @Override
  public List<FilmEntry> entries() {
    return entries;
  }

  @Override
  public Radiograph film(int index) {
    return studies.get(index).film();
  }

  @Override
  public Declared declared(int index) {
    PhantomStudy study = studies.get(index);
    return Declared.of(study.anatomy(), study.pathology().masks());
  }

  @Override
  public String masksAre() {
    return "exact";
  }
}
