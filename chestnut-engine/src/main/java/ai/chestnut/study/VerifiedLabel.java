package ai.chestnut.study;

/**
 * What the experts see of one finding.
 *
 * @param probability calibrated, 0 to 1
 * @param agrees whether that is what was asked
 */
public record VerifiedLabel(double probability, boolean agrees) {

  public VerifiedLabel {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability: got " + probability + ", expected 0 to 1");
    }
  }
}
