package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which foreign label stands for which anatomy code, written as {@code 10=1,20=2}: pairs
 * foreign=code, where {@code lungs} for a code means both lungs under one label. Labels that are
 * not named become background.
 *
 * @param codes foreign label to code, 0 for background
 * @param bothLungs labels under which both lungs lie; they are told apart by their place
 */
public record CodeMapping(Map<Integer, Integer> codes, Set<Integer> bothLungs) {

  private static final String LUNGS = "lungs";

  /** A part of more than this share of both lungs holds both. */
  private static final double TOGETHER = 0.8;

  public CodeMapping {
    codes = Map.copyOf(codes);
    bothLungs = Set.copyOf(bothLungs);
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
        Arrays.stream(Anatomy.values()).collect(Collectors.toMap(Anatomy::code, Anatomy::code)),
        Set.of());
  }

  /**
   * @param words the name of a {@link LabelScheme}, or pairs such as {@code 10=1,20=2,30=lungs}
   * @throws RequestException if it is neither, or a code is unknown
   */
  public static CodeMapping named(String words) {
    return LabelScheme.named(words).map(LabelScheme::mapping).orElseGet(() -> parse(words));
  }

  /** Whether every one of the labels has a meaning, and one of them is not background. */
  boolean knows(Set<Integer> labels) {
    return !labels.isEmpty()
        && labels.stream().allMatch(label -> codes.containsKey(label) || bothLungs.contains(label));
  }

  /**
   * @param pairs such as {@code 10=1,20=2}
   * @throws RequestException if it does not read so, or a code is unknown
   */
  public static CodeMapping parse(String pairs) {
    Map<Integer, Integer> codes = new TreeMap<>();
    Set<Integer> both = new TreeSet<>();
    for (String pair : pairs.split(",", -1)) {
      String[] sides = pair.trim().split("=", -1);
      try {
        if (sides.length != 2) {
          throw new NumberFormatException(pair);
        }
        int label = Integer.parseInt(sides[0].trim());
        if (sides[1].trim().equals(LUNGS)) {
          both.add(label);
        } else {
          codes.put(label, Integer.valueOf(sides[1].trim()));
        }
      } catch (NumberFormatException e) {
        throw new RequestException(
            "code mapping",
            pairs,
            "\"" + pair + "\"",
            LabelScheme.words() + ", or pairs such as 10=1,20=2: " + legend());
      }
    }
    return new CodeMapping(codes, both);
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
    values.removeAll(bothLungs);
    values.remove(0);
    return values;
  }

  /**
   * @param labels one foreign label a pixel
   */
  public AnatomyMap apply(Radiograph labels) {
    int width = labels.width();
    byte[] mapped = new byte[width * labels.height()];
    boolean[] lungs = new boolean[mapped.length];
    for (int i = 0; i < mapped.length; i++) {
      int label = labels.at(i % width, i / width);
      mapped[i] = codes.getOrDefault(label, 0).byteValue();
      lungs[i] = bothLungs.contains(label);
    }
    Mask both = Mask.of(width, labels.height(), lungs);
    byte[] sides = apart(both).codes();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = sides[i] == 0 ? mapped[i] : sides[i];
    }
    return AnatomyMap.of(width, labels.height(), mapped, Map.of());
  }

  /** Both lungs in one mask as a map of the two. */
  static AnatomyMap apart(Mask both) {
    byte[] codes = new byte[both.width() * both.height()];
    if (!both.isEmpty()) {
      BitSet right = rightHalf(both).bits();
      both.bits().stream()
          .forEach(
              i ->
                  codes[i] =
                      (byte) (right.get(i) ? Anatomy.RIGHT_LUNG.code() : Anatomy.LEFT_LUNG.code()));
    }
    return AnatomyMap.of(both.width(), both.height(), codes, Map.of());
  }

  /** What lies at the image's left, the patient's right: whole parts where the lungs are apart. */
  private static Mask rightHalf(Mask both) {
    double middle =
        both.bounds().map(box -> box.x() + box.width() / 2.0).orElse(both.width() / 2.0);
    List<Mask> parts = Components.of(both);
    Mask right = Mask.empty(both.width(), both.height());
    for (Mask part : parts) {
      boolean spans =
          part.bounds().orElseThrow().x() < middle && part.area() > TOGETHER * both.area();
      if (spans) {
        right =
            right.or(
                part.and(
                    Mask.where(both.width(), both.height(), i -> i % both.width() + 0.5 < middle)));
      } else if (part.centroid().orElseThrow().x() < middle) {
        right = right.or(part);
      }
    }
    return right;
  }
}
