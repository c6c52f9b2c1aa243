package ai.chestnut.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** As what kind of object a film is written. */
public enum FilmKind {
  /** Digital X-Ray Image, For Presentation (PS3.3, A.26). */
  DX(SopClass.DIGITAL_X_RAY_FOR_PRESENTATION, "DX"),
  /** Computed Radiography Image (PS3.3, A.2): the fewest demands, read everywhere. */
  CR(SopClass.COMPUTED_RADIOGRAPHY, "CR"),
  /** Secondary Capture Image (PS3.3, A.8), for stores that take nothing else. */
  SC(SopClass.SECONDARY_CAPTURE, "OT");

  private final SopClass sopClass;
  private final String modality;

  FilmKind(SopClass sopClass, String modality) {
    this.sopClass = sopClass;
    this.modality = modality;
  }

  SopClass sopClass() {
    return sopClass;
  }

  String modality() {
    return modality;
  }

  /** The word of the command line, such as {@code dx}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every word, in the order of preference. */
  public static List<String> words() {
    return Arrays.stream(values()).map(FilmKind::word).toList();
  }

  public static Optional<FilmKind> named(String word) {
    for (FilmKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
