package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;

/**
 * What is kept of a film when the film itself is gone: a few kilobytes, whatever its size. Arrays
 * are shared, not copied; nobody may write to them.
 */
public final class FilmReading {

  /**
   * Side of the small picture in which copies, repeats and the sides of the body are looked for.
   */
  public static final int SMALL = 32;

  /** Shares of the pixels that are darker than each tone. */
  static final double[] TONES = {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99};

  /** Deviation, in pixels, of the blur that the alarm of sharpness is measured against. */
  public static final double BLUR = 1;

  private final double[] point;
  private final double[] small;
  private final double[] octaves;
  private final double blurredSharpness;
  private final double[] tones;
  private final Judged judged;

  private FilmReading(
      double[] point,
      double[] small,
      double[] octaves,
      double blurredSharpness,
      double[] tones,
      Judged judged) {
    this.point = point;
    this.small = small;
    this.octaves = octaves;
    this.blurredSharpness = blurredSharpness;
    this.tones = tones;
    this.judged = judged;
  }

  /**
   * @param side the shorter side at which octaves are measured, common to all films
   */
  public static FilmReading of(Radiograph film, FeatureSpace space, int side, Judged judged) {
    GreyPlane plane = GreyPlane.of(film, side);
    return new FilmReading(
        space.of(film),
        small(film),
        Octaves.of(plane),
        Octaves.sharpness(Octaves.of(plane.blurred(BLUR))),
        tones(film.unit()),
        judged);
  }

  /** The point in the feature space. */
  public double[] point() {
    return point;
  }

  /** [32 * 32] grey, mean 0 and deviation 1. */
  public double[] small() {
    return small;
  }

  /** Binary logarithms of the power of each octave, finest first. */
  public double[] octaves() {
    return octaves;
  }

  /** The finest octave over the next, in octaves of power. */
  public double sharpness() {
    return Octaves.sharpness(octaves);
  }

  /** The same of the film blurred by one pixel. */
  public double blurredSharpness() {
    return blurredSharpness;
  }

  /** Grey, 0 to 1, below which 1, 10, 25, 50, 75, 90 and 99 % of the pixels lie. */
  public double[] tones() {
    return tones;
  }

  public Judged judged() {
    return judged;
  }

  /** [32 * 32] grey, mean 0 and deviation 1. */
  public static double[] small(Radiograph film) {
    float[] grey = GreyPlane.of(film.resized(SMALL, SMALL)).standardised().values();
    double[] small = new double[grey.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = grey[i];
    }
    return small;
  }

  private static double[] tones(float[] grey) {
    Arrays.sort(grey);
    double[] tones = new double[TONES.length];
    for (int i = 0; i < tones.length; i++) {
      tones[i] = grey[(int) Math.round(TONES[i] * (grey.length - 1))];
    }
    return tones;
  }
}
