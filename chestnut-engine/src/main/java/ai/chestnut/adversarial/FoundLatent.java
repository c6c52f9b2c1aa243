package ai.chestnut.adversarial;

/**
 * Where a search for a latent ended.
 *
 * @param latent the point of the sphere
 * @param start where it began
 * @param met whether everything asked for is met there, and the critic does not object
 * @param steps taken
 * @param loss of the target there
 * @param score of the critic there
 * @param logits of the classifier there
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed over, never compared
public record FoundLatent(
    float[] latent,
    float[] start,
    boolean met,
    int steps,
    double loss,
    double score,
    float[] logits) {

  /** How far the search has turned, in degrees. */
  public double angle() {
    return LatentSphere.angle(start, latent);
  }

  /** How far it went as the crow flies. */
  public double distance() {
    double square = 0;
    for (int i = 0; i < latent.length; i++) {
      square += Math.pow(latent[i] - start[i], 2);
    }
    return Math.sqrt(square);
  }
}
