package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;

/**
 * Latents as points of the sphere of radius sqrt(d), where standard normal ones lie nearly: a
 * generator that normalises its latents sees their direction alone.
 */
public final class LatentSphere {

  private LatentSphere() {}

  /** A point drawn uniformly from the sphere in d dimensions. */
  public static float[] random(RandomStream stream, int d) {
    return projected(stream.normals(d));
  }

  /** The point of the sphere in this direction. */
  public static float[] projected(float[] latent) {
    double square = 0;
    for (float value : latent) {
      square += (double) value * value;
    }
    if (!(square > 0) || Double.isInfinite(square)) {
      throw new RequestException("latent", "", "no direction", "finite numbers, not all of them 0");
    }
    double factor = Math.sqrt(latent.length / square);
    float[] point = new float[latent.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (latent[i] * factor);
    }
    return point;
  }

  /** The angle between two points, in degrees, 0 to 180. */
  public static double angle(float[] one, float[] other) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < one.length; i++) {
      dot += (double) one[i] * other[i];
      left += (double) one[i] * one[i];
      right += (double) other[i] * other[i];
    }
    double cosine = dot / Math.sqrt(left * right);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  /**
   * The point at a share of the way along the great circle. Shoemake 1985, section 3.3.
   *
   * @param share 0 is the one point, 1 the other
   */
  public static float[] between(float[] one, float[] other, double share) {
    double angle = Math.toRadians(angle(one, other));
    boolean straight = Math.sin(angle) < 1e-6;
    double first = straight ? 1 - share : Math.sin((1 - share) * angle) / Math.sin(angle);
    double second = straight ? share : Math.sin(share * angle) / Math.sin(angle);
    float[] point = new float[one.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (first * one[i] + second * other[i]);
    }
    return projected(point);
  }

  /**
   * The point moved along a direction of the space, and brought back to the sphere.
   *
   * @param amount in units of the direction
   */
  public static float[] moved(float[] point, float[] direction, double amount) {
    float[] moved = new float[point.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (point[i] + amount * direction[i]);
    }
    return projected(moved);
  }
}
