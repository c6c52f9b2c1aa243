package ai.chestnut.evaluation;

import ai.chestnut.training.FoldPredictions.Prediction;
import java.util.List;

/**
 * sigmoid(slope logit + offset), fitted by Newton steps on the regularised log-likelihood of Platt
 * (1999) with targets as in Lin, Lin and Weng (2007), section 2.
 */
record PlattScale(double slope, double offset) {

  private static final int STEPS = 50;
  private static final double RIDGE = 1e-3;

  double probability(double logit) {
    return 1 / (1 + StrictMath.exp(-(slope * logit + offset)));
  }

  static PlattScale fit(List<Prediction> known) {
    double positives = known.stream().filter(Prediction::label).count();
    double negatives = known.size() - positives;
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (negatives + 2);
    double slope = 0;
    double offset = Math.log((positives + 1) / (negatives + 1));
    for (int step = 0; step < STEPS; step++) {
      double gradientSlope = RIDGE * slope;
      double gradientOffset = 0;
      double curveSlope = RIDGE;
      double curveBoth = 0;
      double curveOffset = RIDGE;
      for (Prediction one : known) {
        double p = 1 / (1 + StrictMath.exp(-(slope * one.logit() + offset)));
        double missed = p - (one.label() ? high : low);
        double weight = Math.max(1e-9, p * (1 - p));
        gradientSlope += missed * one.logit();
        gradientOffset += missed;
        curveSlope += weight * one.logit() * one.logit();
        curveBoth += weight * one.logit();
        curveOffset += weight;
      }
      double determinant = curveSlope * curveOffset - curveBoth * curveBoth;
      double deltaSlope = (curveOffset * gradientSlope - curveBoth * gradientOffset) / determinant;
      double deltaOffset = (curveSlope * gradientOffset - curveBoth * gradientSlope) / determinant;
      slope -= Math.max(-1, Math.min(1, deltaSlope));
      offset -= Math.max(-1, Math.min(1, deltaOffset));
      if (Math.abs(deltaSlope) + Math.abs(deltaOffset) < 1e-10) {
        break;
      }
    }
    return new PlattScale(Math.max(0, slope), offset);
  }
}
