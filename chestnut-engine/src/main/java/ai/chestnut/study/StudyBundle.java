package ai.chestnut.study;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import java.util.Optional;

/** A study and its pictures, all of one size: what {@link StudyFolder} writes and reads. */
public record StudyBundle(
    SyntheticStudy study, Radiograph film, Optional<AnatomyMap> anatomy, PathologyMap pathology) {

  public StudyBundle {
    requireSize("pathology", pathology.width(), pathology.height(), film);
    anatomy.ifPresent(map -> requireSize("anatomy", map.width(), map.height(), film));
    if (anatomy.isPresent() == (study.anatomySource() == AnatomySource.NONE)) {
      throw new IllegalArgumentException(
          "anatomy source: got "
              + study.anatomySource().word()
              + ", expected none exactly where there is no anatomy map");
    }
  }

  private static void requireSize(String thing, int width, int height, Radiograph film) {
    if (width != film.width() || height != film.height()) {
      throw new IllegalArgumentException(
          thing
              + ": got "
              + width
              + "x"
              + height
              + ", expected the film's "
              + film.width()
              + "x"
              + film.height());
    }
  }

  /** The same pictures, and what is known of them now. */
  public StudyBundle withStudy(SyntheticStudy known) {
    return new StudyBundle(known, film, anatomy, pathology);
  }

  /** A film without masks. */
  public static StudyBundle of(SyntheticStudy study, Radiograph film) {
    return new StudyBundle(
        study, film, Optional.empty(), PathologyMap.none(film.width(), film.height()));
  }
}
