package ai.chestnut.study;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * The film for people to look at: structures as thin outlines, findings as coloured veils with a
 * firm edge. Nothing is written into it; colours are fixed per structure and finding.
 */
public final class Overlay {

  private static final double VEIL = 0.30;
  private static final double OUTLINE = 0.55;
  private static final double EDGE = 0.90;

  /** Cool and quiet, in the order of {@link Anatomy}. */
  private static final int[] STRUCTURES = {
    0x5BC0DE, 0x5B8DDE, 0xE8A0BF, 0xC792EA, 0x9AA5B1, 0x8FBC8F, 0xBFB38A, 0x7FD1C7
  };

  /** Warm and loud; neighbours in the vocabulary are far apart in hue. */
  private static final int[] FINDINGS = {
    0xFFB000, 0xFF5D5D, 0xFFE14D, 0xFF7AD9, 0x7CFF6B, 0xFF8C42, 0xC6FF4D, 0xFF4D8D
  };

  private final Radiograph film;
  private final int[] rgb;

  private Overlay(Radiograph film) {
    this.film = film;
    this.rgb = new int[film.width() * film.height()];
    int shift = film.bitDepth() - 8;
    for (int i = 0; i < rgb.length; i++) {
      int grey = film.at(i % film.width(), i / film.width()) >> shift;
      rgb[i] = grey << 16 | grey << 8 | grey;
    }
  }

  static int[] draw(StudyBundle bundle) {
    return draw(bundle.film(), bundle.anatomy(), bundle.pathology().masks());
  }

  /**
   * @param anatomy of the film's size, as every mask is
   * @return 0xRRGGBB, row-major
   */
  public static int[] draw(
      Radiograph film, Optional<AnatomyMap> anatomy, Map<Finding, Mask> pathology) {
    Overlay overlay = new Overlay(film);
    anatomy.ifPresent(
        map -> {
          for (Anatomy structure : Anatomy.values()) {
            overlay.outline(map.of(structure), STRUCTURES[structure.ordinal()], OUTLINE);
          }
        });
    for (Map.Entry<Finding, Mask> each : pathology.entrySet()) {
      int colour = FINDINGS[each.getKey().ordinal() % FINDINGS.length];
      overlay.veil(each.getValue(), colour);
      overlay.outline(each.getValue(), colour, EDGE);
    }
    return overlay.rgb;
  }

  private void veil(Mask mask, int colour) {
    mask.bits().stream().forEach(i -> rgb[i] = blend(rgb[i], colour, VEIL));
  }

  private void outline(Mask mask, int colour, double weight) {
    mask.bits().stream()
        .filter(i -> isEdge(mask, i))
        .forEach(i -> rgb[i] = blend(rgb[i], colour, weight));
  }

  /** Inside, with a neighbour outside; the picture's rim is no edge. */
  private boolean isEdge(Mask mask, int i) {
    int x = i % film.width();
    int y = i / film.width();
    return x > 0 && !mask.at(x - 1, y)
        || x < film.width() - 1 && !mask.at(x + 1, y)
        || y > 0 && !mask.at(x, y - 1)
        || y < film.height() - 1 && !mask.at(x, y + 1);
  }

  private static int blend(int under, int over, double weight) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double value = (under >> shift & 0xFF) * (1 - weight) + (over >> shift & 0xFF) * weight;
      mixed |= (int) Math.round(value) << shift;
    }
    return mixed;
  }
}
