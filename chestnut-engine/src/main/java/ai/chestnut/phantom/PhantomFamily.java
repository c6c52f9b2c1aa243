package ai.chestnut.phantom;

import ai.chestnut.failure.RequestException;

/**
 * The ranges that bodies and films are drawn from. {@link #A} trains and {@link #B} judges: other
 * proportions, other ribs, another detector and another tone, so that a model which learnt a family
 * by heart fails on the other.
 *
 * @param name goes into manifests
 * @param build the body
 * @param film the exposure; its ranges are the knobs of a domain shift
 */
public record PhantomFamily(String name, BuildRanges build, FilmRanges film) {

  public static final PhantomFamily A =
      new PhantomFamily(
          "A",
          new BuildRanges(
              Range.of(0.085, 0.135),
              Range.of(0.305, 0.365),
              Range.of(1.65, 2.15),
              Range.of(0.56, 0.66),
              Range.of(0.052, 0.062),
              Range.of(0.17, 0.26),
              Range.of(0.0105, 0.0130),
              Range.of(0.38, 0.65)),
          new FilmRanges(
              Range.of(0.004, 0.014),
              Range.of(0.45, 0.75),
              Range.of(0.15, 0.35),
              Range.of(0.85, 1.15),
              Range.of(0.85, 1.15),
              Range.of(0.6, 1.2),
              Range.of(0.95, 1.08),
              0.25));

  public static final PhantomFamily B =
      new PhantomFamily(
          "B",
          new BuildRanges(
              Range.of(0.075, 0.125),
              Range.of(0.315, 0.375),
              Range.of(2.0, 2.6),
              Range.of(0.575, 0.675),
              Range.of(0.056, 0.067),
              Range.of(0.22, 0.31),
              Range.of(0.0092, 0.0115),
              Range.of(0.38, 0.65)),
          new FilmRanges(
              Range.of(0.010, 0.024),
              Range.of(0.6, 1.0),
              Range.of(0.30, 0.55),
              Range.of(0.70, 1.0),
              Range.of(0.7, 1.0),
              Range.of(0.9, 1.6),
              Range.of(0.92, 1.04),
              0.5));

  /**
   * @param name A or B
   * @throws RequestException for another name
   */
  public static PhantomFamily named(String name) {
    return switch (name) {
      case "A" -> A;
      case "B" -> B;
      default -> throw new RequestException("phantom family", "", name, "A or B");
    };
  }

  /** The same bodies under another exposure. */
  public PhantomFamily withFilm(FilmRanges other) {
    return new PhantomFamily(name, build, other);
  }
}
