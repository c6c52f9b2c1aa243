package ai.chestnut.vocabulary;

import java.util.Optional;

/**
 * The structures of an anatomy map, with the code each has as a pixel value. Lungs are the aerated
 * field; the heart lies over the lung. Code 0 is everything else.
 */
public enum Anatomy {
  LEFT_LUNG(1, "left lung"),
  RIGHT_LUNG(2, "right lung"),
  HEART(3, "heart"),
  AORTA(4, "aorta"),
  MEDIASTINUM(5, "mediastinum"),
  DIAPHRAGM_AND_ABDOMEN(6, "diaphragm and abdomen"),
  SPINE(7, "spine"),
  TRACHEA(8, "trachea");

  private final int code;
  private final String canonicalName;

  Anatomy(int code, String canonicalName) {
    this.code = code;
    this.canonicalName = canonicalName;
  }

  /** The pixel value, 1 to 8. */
  public int code() {
    return code;
  }

  /** The name in JSON, such as "left lung". */
  public String canonicalName() {
    return canonicalName;
  }

  /** The name in file names, such as "left-lung". */
  public String slug() {
    return canonicalName.replace(' ', '-');
  }

  /** The structure of a pixel value; empty for 0 and unknown codes. */
  public static Optional<Anatomy> ofCode(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }

  /** The structure of a name or slug; case and hyphens do not matter. */
  public static Optional<Anatomy> named(String name) {
    String plain = Spelling.plain(name);
    for (Anatomy anatomy : values()) {
      if (anatomy.canonicalName.equals(plain)) {
        return Optional.of(anatomy);
      }
    }
    return Optional.empty();
  }
}
