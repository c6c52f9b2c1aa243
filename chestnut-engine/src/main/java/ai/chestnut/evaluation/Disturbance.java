package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A known harm done to a film, by which measures are tested: a distance that does not grow with its
 * strength, or a judge that does not see it, is worth nothing. The first five are those of Heusel
 * et al. (2017), appendix A1; mirroring and tone are faults of another kind. Size, bit depth and
 * spacing stay as they are; strength 0 changes nothing but rounding.
 */
public sealed interface Disturbance {

  /** Word and strength, such as {@code blur 2}. */
  String name();

  /** The film after it; {@code random} says where, if that is left to chance. */
  Radiograph of(Radiograph film, RandomStream random);

  /** The graded disturbances of Heusel et al. (2017). */
  enum Kind {
    NOISE(0.25, 0.5, 0.75),
    BLUR(1, 2, 4),
    BOXES(0.25, 0.5, 0.75),
    SWIRL(1, 2, 4),
    SALT_AND_PEPPER(0.1, 0.2, 0.3);

    private final double[] strengths;

    Kind(double... strengths) {
      this.strengths = strengths;
    }

    /** In ascending strength, without the undisturbed film. */
    public List<Disturbance> graded() {
      return DoubleStream.of(strengths).mapToObj(this::of).toList();
    }

    /** This kind at some strength of at least 0; what it measures stands at the records. */
    public Disturbance of(double strength) {
      return switch (this) {
        case NOISE -> new Noise(strength);
        case BLUR -> new Blur(strength);
        case BOXES -> new Boxes(strength);
        case SWIRL -> new Swirl(strength);
        case SALT_AND_PEPPER -> new SaltAndPepper(strength);
      };
    }
  }

  /**
   * {@code (1 - share) film + share noise}, the noise normal about one half with deviation one
   * quarter.
   */
  record Noise(double share) implements Disturbance {
    @Override
    public String name() {
      return "noise " + text(share);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      float[] unit = film.unit();
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) ((1 - share) * unit[i] + share * (0.5 + 0.25 * random.nextGaussian()));
      }
      return FilmPlane.film(film, unit);
    }
  }

  /**
   * Gaussian blur.
   *
   * @param deviation in 256ths of the film's width, so that films of every size lose the same
   *     detail
   */
  record Blur(double deviation) implements Disturbance {
    @Override
    public String name() {
      return "blur " + text(deviation);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      double pixels = deviation * film.width() / 256;
      if (pixels == 0) {
        return film;
      }
      double[] kernel = Plane.gaussian(2 * (int) Math.ceil(4 * pixels) + 1, pixels);
      Plane blurred = FilmPlane.unit(film).smoothed(kernel, Plane.Border.REPLICATED);
      return FilmPlane.film(film, FilmPlane.floats(blurred));
    }
  }

  /**
   * Five black boxes anywhere.
   *
   * @param side of a box over the side of the film, 0 to 1
   */
  record Boxes(double side) implements Disturbance {
    @Override
    public String name() {
      return "boxes " + text(side);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      float[] unit = film.unit();
      int wide = (int) Math.round(side * film.width());
      int high = (int) Math.round(side * film.height());
      for (int box = 0; box < 5; box++) {
        int left = random.nextInt(film.width() - wide + 1);
        int top = random.nextInt(film.height() - high + 1);
        for (int y = top; y < top + high; y++) {
          Arrays.fill(unit, y * film.width() + left, y * film.width() + left + wide, 0);
        }
      }
      return FilmPlane.film(film, unit);
    }
  }

  /**
   * A whirl about a random place: a point at distance d turns by {@code strength exp(-d / r)}
   * radians, r a tenth of the film's width.
   */
  record Swirl(double strength) implements Disturbance {
    @Override
    public String name() {
      return "swirl " + text(strength);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      Plane plane = FilmPlane.unit(film);
      double centreX = random.uniform(0.25, 0.75) * film.width();
      double centreY = random.uniform(0.25, 0.75) * film.height();
      float[] unit = new float[film.width() * film.height()];
      for (int i = 0; i < unit.length; i++) {
        double x = i % film.width() - centreX;
        double y = i / film.width() - centreY;
        double angle = strength * Math.exp(-10 * Math.hypot(x, y) / film.width());
        double fromX = centreX + x * Math.cos(angle) - y * Math.sin(angle);
        double fromY = centreY + x * Math.sin(angle) + y * Math.cos(angle);
        unit[i] = (float) FilmPlane.between(plane, fromX, fromY);
      }
      return FilmPlane.film(film, unit);
    }
  }

  /**
   * Single pixels turned black or white, half each.
   *
   * @param share of pixels, 0 to 1
   */
  record SaltAndPepper(double share) implements Disturbance {
    @Override
    public String name() {
      return "salt and pepper " + text(share);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      float[] unit = film.unit();
      for (int i = 0; i < unit.length; i++) {
        if (random.chance(share)) {
          unit[i] = random.chance(0.5) ? 1 : 0;
        }
      }
      return FilmPlane.film(film, unit);
    }
  }

  /** Left and right exchanged. No product path does this to a film; a judge must see it. */
  record Mirrored() implements Disturbance {
    @Override
    public String name() {
      return "mirrored";
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      float[] unit = film.unit();
      int w = film.width();
      float[] out = new float[unit.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = unit[i / w * w + w - 1 - i % w];
      }
      return FilmPlane.film(film, out);
    }
  }

  /**
   * Another scanner's grey values: {@code black + (white - black) v^gamma}.
   *
   * @param gamma above 0; below 1 brightens
   * @param black what black becomes, in [0, 1]
   * @param white what white becomes, in [0, 1]
   */
  record Tone(double gamma, double black, double white) implements Disturbance {
    @Override
    public String name() {
      return "tone " + text(gamma) + " from " + text(black) + " to " + text(white);
    }

    @Override
    public Radiograph of(Radiograph film, RandomStream random) {
      float[] unit = film.unit();
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) (black + (white - black) * StrictMath.pow(unit[i], gamma));
      }
      return FilmPlane.film(film, unit);
    }
  }

  /** Without a trailing zero: 2, 0.25. */
  private static String text(double strength) {
    return BigDecimal.valueOf(strength).stripTrailingZeros().toPlainString();
  }
}
