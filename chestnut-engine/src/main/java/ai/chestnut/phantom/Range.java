package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;

/** An interval that a parameter is drawn from, uniformly. */
public record Range(double low, double high) {

  public Range {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "range: got " + low + " to " + high + ", expected finite and rising");
    }
  }

  public static Range of(double low, double high) {
    return new Range(low, high);
  }

  /** One value from the stream. */
  public double draw(RandomStream stream) {
    return stream.uniform(low, high);
  }

  public double middle() {
    return (low + high) / 2;
  }

  /** Both ends multiplied by a positive factor. */
  public Range times(double factor) {
    return new Range(low * factor, high * factor);
  }
}
