package ai.chestnut.codec;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Anatomy map to the latents of a coarse film with that anatomy: the Anatomy Controller of XReal
 * (arXiv 2403.09240), an encoder that is fed with either a map or a film and always aims at the
 * film. Unlike the published one, which has a decoder of its own, it writes into the latent space
 * of an autoencoder that stays as it is: its latents and that autoencoder's are of one kind, so
 * they blend with those of a diffusion model without being decoded and encoded again.
 *
 * <p>Legend: n batch, k structures, h w film pixels (multiples of 8), c latent channels. The input
 * has 1 + k planes: the film, then one plane a structure; what is not given is 0.
 */
public final class AnatomyController {

  private final int structures;
  private final KlEncoder encoder;

  /**
   * @param structures codes 1 to k of the maps
   */
  public AnatomyController(Parameters.Place at, AutoencoderConfig config, int structures) {
    this.structures = structures;
    this.encoder = new KlEncoder(at.at("encoder"), config, 1 + structures);
  }

  /** input [n, 1 + k, h, w] -> posterior over latents [n, c, h/8, w/8] */
  public KlAutoencoder.Posterior encode(Tensor input) {
    return encoder.forward(input);
  }

  /** films [n, 1, h, w] in [-1, 1] -> input without a map [n, 1 + k, h, w] */
  public Tensor ofFilms(Tensor films) {
    Tensor none =
        torch.zeros_like(films).expand(films.size(0), structures, films.size(2), films.size(3));
    return Tensors.joined(1, films, none);
  }

  /** structures [n, k, h, w] in [0, 1] -> input without a film [n, 1 + k, h, w] */
  public static Tensor ofPlanes(Tensor planes) {
    return Tensors.joined(1, torch.zeros_like(planes.narrow(1, 0, 1)), planes);
  }

  /** codes [n, 1, h, w], whole numbers in any type -> structures [n, k, h, w], 0 or 1 */
  public static Tensor planes(Tensor codes, int structures, Device device) {
    float[] each = new float[structures];
    for (int i = 0; i < structures; i++) {
      each[i] = i + 1;
    }
    return codes
        .to(torch.ScalarType.Float)
        .eq(Tensors.of(each, device, 1, structures, 1, 1))
        .to(torch.ScalarType.Float);
  }

  /** One map as structures [1, k, h, w]. */
  public Tensor planes(AnatomyMap map, Device device) {
    byte[] codes = map.codes();
    float[] values = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i];
    }
    return planes(Tensors.of(values, device, 1, 1, map.height(), map.width()), structures, device);
  }
}
