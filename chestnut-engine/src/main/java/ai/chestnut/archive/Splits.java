package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shares of an archive's studies. They need not add up to 1: 8, 1, 1 are eight, one and one tenth.
 *
 * @param train from 0
 * @param val from 0
 * @param test from 0
 */
public record Splits(double train, double val, double test) {

  /** The names, in the order of the shares. */
  public static final List<String> NAMES = List.of("train", "val", "test");

  /** Everything is for training. */
  public static final Splits TRAIN = new Splits(1, 0, 0);

  public Splits {
    double sum = train + val + test;
    if (!(train >= 0 && val >= 0 && test >= 0 && sum > 0 && sum < 1e9)) {
      throw new RequestException(
          "splits", "plan", train + ", " + val + ", " + test, "shares from 0, at least one above");
    }
  }

  /** The share of a split, by its place in {@link #NAMES}; the three add up to 1. */
  double share(int split) {
    double part = split == 0 ? train : split == 1 ? val : test;
    return part / (train + val + test);
  }
}
