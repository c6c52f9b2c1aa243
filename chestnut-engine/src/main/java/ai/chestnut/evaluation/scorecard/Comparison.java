package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Two sets of synthetic films beside the same real films, draw by draw: both scorecards used the
 * same draws of the real films, so what a draw's real films do to one figure they do to the other,
 * and it cancels. The spread of the differences over the draws is their standard error; from it
 * comes a two-sided p-value (normal), and over all figures those of Holm (1979).
 *
 * @param rows one for each figure that both have
 */
public record Comparison(String first, String second, List<Row> rows) {

  /** Name of the file for programs. */
  public static final String JSON = "comparison.json";

  /** Name of the page for people. */
  public static final String PAGE = "comparison.html";

  /** Below this the difference counts. */
  public static final double LEVEL = 0.05;

  /**
   * One figure of both.
   *
   * @param difference the second less the first
   * @param pValue of no difference, corrected for the number of figures
   */
  public record Row(Measure measure, Spread one, Spread other, Spread difference, double pValue) {

    /** Whether the difference counts. */
    public boolean counts() {
      return pValue < LEVEL;
    }

    /** Which is better: -1 the first, 1 the second, 0 where nothing says so. */
    public int better() {
      int sign = (int) Math.signum(difference.mean());
      return !counts()
          ? 0
          : switch (measure.better()) {
            case LOWER -> -sign;
            case HIGHER -> sign;
            case LIKE_REAL -> 0;
          };
    }
  }

  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * @throws RequestException if the scorecards are of other real films, or share no figure of one
   *     space and one n
   */
  public static Comparison of(CardFile one, CardFile other) {
    if (!one.real().equals(other.real())) {
      throw new RequestException(
          "scorecards", "--compare", "two of different real films", "the same real films in both");
    }
    List<Row> rows = new ArrayList<>();
    for (Figure figure : one.figures().values()) {
      Figure beside = other.figures().get(figure.measure().id());
      if (beside != null && comparable(figure, beside)) {
        Spread difference = beside.synthetic().minus(figure.synthetic());
        rows.add(
            new Row(
                figure.measure(),
                figure.synthetic(),
                beside.synthetic(),
                difference,
                pValue(difference)));
      }
    }
    if (rows.isEmpty()) {
      throw new RequestException(
          "scorecards",
          "--compare",
          "no figure of one space and one n in both",
          "sets of equal size, seen through the same features and judges");
    }
    return new Comparison(one.name(), other.name(), holm(rows));
  }

  private static boolean comparable(Figure one, Figure other) {
    return one.measure().space().equals(other.measure().space())
        && (one.n() == other.n() || one.measure().section().equals("adherence"))
        && one.synthetic().draws().length == other.synthetic().draws().length
        && one.synthetic().defined()
        && other.synthetic().defined();
  }

  private static double pValue(Spread difference) {
    double mean = difference.mean();
    double squares =
        Arrays.stream(difference.draws())
            .filter(value -> !Double.isNaN(value))
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElse(Double.NaN);
    if (mean == 0) {
      return 1;
    }
    return squares == 0 ? 0 : Erfc.value(Math.abs(mean) / Math.sqrt(2 * squares));
  }

  /** Holm (1979): the k-th smallest of m, times m - k + 1, and none below one before it. */
  private static List<Row> holm(List<Row> rows) {
    Integer[] order = new Integer[rows.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> rows.get(i).pValue()));
    double[] corrected = new double[order.length];
    double least = 0;
    for (int k = 0; k < order.length; k++) {
      least = Math.max(least, Math.min(1, rows.get(order[k]).pValue() * (order.length - k)));
      corrected[order[k]] = least;
    }
    List<Row> out = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      Row row = rows.get(i);
      out.add(new Row(row.measure(), row.one(), row.other(), row.difference(), corrected[i]));
    }
    return out;
  }

  /** Writes {@value #JSON} and {@value #PAGE} into an existing folder. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(JSON), ComparisonPage.json(this));
    AtomicFile.write(folder.resolve(PAGE), ComparisonPage.html(this));
  }
}
