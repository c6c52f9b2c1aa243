package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which foreign label stands for which anatomy code, written as {@code 10=1,20=2}: pairs
 * foreign=code. Labels that are not named become background.
 */
public record CodeMapping(Map<Integer, Integer> codes) {

  public CodeMapping {
    codes = Map.copyOf(codes);
    codes.forEach(
        (from, to) -> {
          if (from < 0 || from > 255 || to < 0 || to > Anatomy.values().length) {
            throw new RequestException(
                "code mapping", "", from + "=" + to, "0..255=0.." + Anatomy.values().length);
          }
        });
  }

  /** Every code stands for itself. */
  public static CodeMapping identity() {
    return new CodeMapping(
        Arrays.stream(Anatomy.values()).collect(Collectors.toMap(Anatomy::code, Anatomy::code)));
  }

  /**
   * @param pairs such as {@code 10=1,20=2}
   * @throws RequestException if it does not read so, or a code is unknown
   */
  public static CodeMapping parse(String pairs) {
    Map<Integer, Integer> codes = new TreeMap<>();
    for (String pair : pairs.split(",", -1)) {
      String[] sides = pair.trim().split("=", -1);
      try {
        if (sides.length != 2) {
          throw new NumberFormatException(pair);
        }
        codes.put(Integer.valueOf(sides[0].trim()), Integer.valueOf(sides[1].trim()));
      } catch (NumberFormatException e) {
        throw new RequestException(
            "code mapping", pairs, "\"" + pair + "\"", "pairs such as 10=1,20=2: " + legend());
      }
    }
    return new CodeMapping(codes);
  }

  /** The codes and their names, for messages. */
  public static String legend() {
    return Arrays.stream(Anatomy.values())
        .map(a -> a.code() + " " + a.canonicalName())
        .collect(Collectors.joining(", "));
  }

  /** The labels of the picture that this mapping does not name, without 0. */
  public SortedSet<Integer> unnamed(Radiograph labels) {
    SortedSet<Integer> values = new TreeSet<>(MaskFiles.values(labels));
    values.removeAll(codes.keySet());
    values.remove(0);
    return values;
  }

  /**
   * @param labels one foreign label a pixel
   */
  public AnatomyMap apply(Radiograph labels) {
    byte[] mapped = new byte[labels.width() * labels.height()];
    for (int i = 0; i < mapped.length; i++) {
      int label = labels.at(i % labels.width(), i / labels.width());
      mapped[i] = codes.getOrDefault(label, 0).byteValue();
    }
    return AnatomyMap.of(labels.width(), labels.height(), mapped, Map.of());
  }
}
