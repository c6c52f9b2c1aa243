package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.sampling.Spread;

/**
 * One alarm of a scorecard. The severity is 0 for real films and 1 for real films with the fault
 * planted, straight between.
 *
 * @param measure what is measured, in words with its unit
 * @param space in which it is measured: a feature space, a picture size or the judges
 * @param n films a draw
 * @param synthetic what the synthetic films score
 * @param real the floor: what other real films score
 * @param fault what real films score with the fault planted
 * @param severity of the synthetic films
 */
public record Alarm(
    AlarmKind kind,
    AlarmState state,
    String measure,
    String space,
    int n,
    Spread synthetic,
    Spread real,
    Anchor anchor) {

  /**
   * The far end of an alarm's scale, and where the synthetic films stand on it.
   *
   * @param fault what real films score with the fault planted
   * @param severity of the synthetic films, draw by draw
   */
  public record Anchor(Spread fault, Spread severity) {}

  /**
   * Decides an alarm. It is raised if the severity is at least the threshold and the synthetic
   * films are further on the way to the fault than the real ones in 97.5 % of the draws.
   */
  public static Alarm of(
      AlarmKind kind,
      String measure,
      String space,
      int n,
      Spread synthetic,
      Spread real,
      Spread fault) {
    Spread severity = synthetic.between(real.mean(), fault.mean());
    return new Alarm(
        kind,
        state(kind, synthetic, real, fault, severity),
        measure,
        space,
        n,
        synthetic,
        real,
        new Anchor(fault, severity));
  }

  private static AlarmState state(
      AlarmKind kind, Spread synthetic, Spread real, Spread fault, Spread severity) {
    boolean apart =
        synthetic.defined()
            && real.defined()
            && fault.defined()
            && (real.high() < fault.low() || fault.high() < real.low());
    if (!apart) {
      return AlarmState.BLIND;
    }
    Spread beyond = severity.minus(real.between(real.mean(), fault.mean()));
    if (severity.mean() >= kind.threshold() && beyond.low() > 0) {
      return AlarmState.RAISED;
    }
    return severity.high() >= kind.threshold() ? AlarmState.UNSURE : AlarmState.CLEAR;
  }
}
