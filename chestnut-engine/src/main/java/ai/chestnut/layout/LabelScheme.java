package ai.chestnut.layout;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ways in which others number the structures of a chest film. */
public enum LabelScheme {
  /** The codes of this vocabulary. */
  CHESTNUT("chestnut", CodeMapping.identity()),
  /**
   * XReal's example masks: codes 1 to 4 or, stretched to bytes, 64 to 255; left lung, right lung,
   * heart, aorta.
   */
  XREAL(
      "xreal",
      new CodeMapping(Map.of(1, 1, 2, 2, 3, 3, 4, 4, 64, 1, 128, 2, 192, 3, 255, 4), Set.of())),
  /** Pictures drawn from CheXmask's contours: both lungs 1, heart 2; clavicles 3 are left out. */
  CHEXMASK("chexmask", new CodeMapping(Map.of(2, 3, 3, 0), Set.of(1))),
  /**
   * The open film pack's label masks: right lung, left lung, cardiomediastinum, airways. Its
   * cardiomediastinum is more than the heart, so it becomes mediastinum.
   */
  CXR_OPEN("cxr-open", new CodeMapping(Map.of(1, 2, 2, 1, 3, 5, 4, 8), Set.of()));

  private final String word;
  private final CodeMapping mapping;

  LabelScheme(String word, CodeMapping mapping) {
    this.word = word;
    this.mapping = mapping;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  public CodeMapping mapping() {
    return mapping;
  }

  public static Optional<LabelScheme> named(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(scheme -> scheme.word.equals(plain)).findFirst();
  }

  /** Whether a mapping is that of a scheme, under which a label without a meaning is a mistake. */
  static boolean isOne(CodeMapping mapping) {
    return Arrays.stream(values()).anyMatch(scheme -> scheme.mapping.equals(mapping));
  }

  /** All words, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(LabelScheme::word).collect(Collectors.joining(", "));
  }

  /** Schemes other than our own under which a picture of these labels would have a meaning. */
  static String thatKnow(Set<Integer> labels) {
    Map<String, CodeMapping> others = new HashMap<>();
    for (LabelScheme scheme : values()) {
      if (scheme != CHESTNUT) {
        others.put(scheme.word, scheme.mapping);
      }
    }
    return others.entrySet().stream()
        .filter(other -> other.getValue().knows(labels))
        .map(Map.Entry::getKey)
        .sorted()
        .collect(Collectors.joining(" or "));
  }
}
