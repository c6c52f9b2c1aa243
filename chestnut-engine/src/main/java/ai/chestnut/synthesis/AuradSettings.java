package ai.chestnut.synthesis;

import ai.chestnut.failure.RequestException;
import ai.chestnut.placement.LayoutSampling;
import ai.chestnut.study.Facts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Every stage of {@link Aurad}, and what stands in its place when it is left out.
 *
 * @param places where the findings' masks come from
 * @param drawing how learned places are drawn; without anatomy or wishes for comparison
 * @param scale how strongly the control branch steers the film; 0 leaves it to the text
 */
public record AuradSettings(Places places, LayoutSampling drawing, double scale) {

  private static final double MOST = 4;

  /** Where masks come from that are not given. */
  public enum Places {
    /** From the layout generator. */
    LEARNED,
    /** By rule, see {@link ai.chestnut.placement.RulePlacement}. */
    RULES,
    /** None: the text alone says what is there. */
    NONE;

    /** The word on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a word. */
    public static Places named(String word) {
      return Arrays.stream(values())
          .filter(each -> each.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new RequestException(
                      "places", "--places", "'" + word + "'", "learned, rules or none"));
    }
  }

  public AuradSettings {
    if (!(scale >= 0 && scale <= MOST)) {
      throw new RequestException(
          "control scale", "--control-scale", Double.toString(scale), "a number from 0 to 4");
    }
  }

  /** Learned places, the branch at its trained strength. */
  public static AuradSettings standard() {
    return new AuradSettings(Places.LEARNED, LayoutSampling.standard(), 1);
  }

  public AuradSettings withPlaces(Places wanted) {
    return new AuradSettings(wanted, drawing, scale);
  }

  public AuradSettings withDrawing(LayoutSampling sampling) {
    return new AuradSettings(places, sampling, scale);
  }

  public AuradSettings withScale(double factor) {
    return new AuradSettings(places, drawing, factor);
  }

  /** For provenance. */
  Facts facts() {
    return new Facts(
        Map.of(
            "places",
            places.word(),
            "steps",
            drawing.steps(),
            "guidance",
            drawing.guidance(),
            "wishes",
            drawing.wishes(),
            "anatomy",
            drawing.anatomy(),
            "scale",
            scale));
  }
}
