package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;

/**
 * Mean power of films in octaves of spatial frequency, to see what detail a codec or generator
 * loses or adds: octave 0 holds frequencies above 1/4 up to 1/2 cycle per pixel, octave 1 above 1/8
 * up to 1/4, and so on down to about one cycle per film. A film's mean is taken off, and a Hann
 * window (periodic, along both sides) laid over it, since its borders do not meet; power is the
 * squared transform over the number of pixels, Parseval's sum of squares. Memory does not grow with
 * films.
 */
public final class OctavePower {

  private final int width;
  private final int height;
  private final double[] sums;
  private final double[] window;
  private final int[] octaves; // of each frequency, or -1
  private int films;

  /**
   * @param width of every film, a power of two
   * @param height of every film, a power of two
   */
  public OctavePower(int width, int height) {
    this.width = width;
    this.height = height;
    int longest = Math.max(width, height);
    this.sums = new double[31 - Integer.numberOfLeadingZeros(longest) - 1];
    this.window = new double[width * height];
    this.octaves = new int[width * height];
    for (int i = 0; i < octaves.length; i++) {
      window[i] = hann(i % width, width) * hann(i / width, height);
      octaves[i] = octave(frequency(i % width, width), frequency(i / width, height));
    }
  }

  private int octave(double across, double down) {
    double frequency = Math.hypot(across, down);
    for (int octave = 0; octave < sums.length; octave++) {
      double top = Math.scalb(1.0, -octave - 1);
      if (frequency <= top && frequency > top / 2) {
        return octave;
      }
    }
    return -1; // the mean, and the corners beyond half a cycle per pixel
  }

  /**
   * Takes in one film.
   *
   * @throws RequestException if it has another size, or one whose sides are no powers of two
   */
  public void add(Radiograph film) {
    if (film.width() != width || film.height() != height) {
      throw new RequestException(
          "film",
          "power spectrum",
          film.width() + "x" + film.height(),
          width + "x" + height + " like the others");
    }
    Plane plane = FilmPlane.unit(film);
    double mean = plane.mean();
    double[] windowed = new double[width * height];
    for (int i = 0; i < windowed.length; i++) {
      windowed[i] = (plane.values()[i] - mean) * window[i];
    }
    double[] power = Fourier.power(new Plane(width, height, windowed));
    for (int i = 0; i < power.length; i++) {
      if (octaves[i] >= 0) {
        sums[octaves[i]] += power[i] / power.length;
      }
    }
    films++;
  }

  /** The mean power per film, from the finest octave to the coarsest. */
  public double[] mean() {
    if (films == 0) {
      throw new RequestException("films", "power spectrum", "none", "at least one");
    }
    double[] mean = sums.clone();
    for (int octave = 0; octave < mean.length; octave++) {
      mean[octave] /= films;
    }
    return mean;
  }

  /**
   * The mean power of these films over that of others, octave by octave; 1 where they are alike.
   */
  public double[] over(OctavePower others) {
    if (others.sums.length != sums.length) {
      throw new RequestException(
          "films",
          "power spectrum",
          sums.length + " and " + others.sums.length + " octaves",
          "one size");
    }
    double[] ratio = mean();
    double[] below = others.mean();
    for (int octave = 0; octave < ratio.length; octave++) {
      ratio[octave] /= below[octave];
    }
    return ratio;
  }

  private static double hann(int at, int side) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * at / side);
  }

  /** In cycles per pixel. */
  private static double frequency(int index, int side) {
    return (double) Math.min(index, side - index) / side;
  }
}
