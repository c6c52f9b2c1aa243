package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.sampling.Spread;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Spreads of figures that were computed together, draw by draw. */
final class Spreads {

  private Spreads() {}

  /**
   * @param draws [draw][figure]
   */
  static Spread column(double[][] draws, int figure) {
    return Spread.of(Arrays.stream(draws).mapToDouble(draw -> draw[figure]).toArray());
  }

  static Spread map(Spread spread, DoubleUnaryOperator operator) {
    return Spread.of(Arrays.stream(spread.draws()).map(operator).toArray());
  }
}
