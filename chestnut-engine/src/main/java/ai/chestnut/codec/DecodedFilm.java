package ai.chestnut.codec;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A decoded film in its two parts, for training.
 *
 * @param plain what the latents hold, [n, 1, h, w]
 * @param grain what is added to look like the noise of the detector, of the same shape
 */
public record DecodedFilm(Tensor plain, Optional<Tensor> grain) {

  /** Both together. */
  public Tensor whole() {
    return grain.map(plain::add).orElse(plain);
  }
}
