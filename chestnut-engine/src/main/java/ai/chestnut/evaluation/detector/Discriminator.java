package ai.chestnut.evaluation.detector;

/** Learns from some films which are synthetic, and says it of others. */
public interface Discriminator {

  /** Stands beside the figure: figures of different discriminators cannot be compared. */
  String name();

  /**
   * @param synthetic of every film, whether it is synthetic; looked at for {@code train} alone
   * @param train films to learn from, of both kinds
   * @param test films to score
   * @param seed of whatever is drawn
   * @return a number for each test film, higher where synthetic is likelier; finite
   */
  double[] scores(boolean[] synthetic, int[] train, int[] test, long seed);
}
