package ai.chestnut.evaluation.scorecard;

import java.util.stream.DoubleStream;

/** A straight scale from values to per cent of a plot's width. */
record Scale(double from, double to) {

  private static final double MARGIN = 0.06;

  /** Holds all of the values, with a margin; values that are not finite are passed over. */
  static Scale holding(DoubleStream values) {
    var range = values.filter(Double::isFinite).summaryStatistics();
    if (range.getCount() == 0) {
      return new Scale(0, 1);
    }
    double wide = Math.max(range.getMax() - range.getMin(), 1e-9);
    return new Scale(range.getMin() - MARGIN * wide, range.getMax() + MARGIN * wide);
  }

  /** 0 to 100, cut at the ends; the middle for what is not a number. */
  double percent(double value) {
    double share = (value - from) / (to - from);
    return Double.isNaN(share) ? 50 : 100 * Math.min(Math.max(share, 0), 1);
  }
}
