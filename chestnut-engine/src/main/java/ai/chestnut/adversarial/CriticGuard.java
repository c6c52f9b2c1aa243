package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Says whether a film still looks like the generator's better ones.
 *
 * @param critic from films [n, 1, s, s] to a score each, [n], whatever else is in the batch
 * @param low score below which a film is objected to
 * @param scale unit of scores, above 0
 */
public record CriticGuard(UnaryOperator<Tensor> critic, double low, double scale) {

  public CriticGuard {
    if (!(scale > 0) || !Double.isFinite(low)) {
      throw new RequestException(
          "critic guard", "low, scale", low + ", " + scale, "a finite score, a scale above 0");
    }
  }
}
