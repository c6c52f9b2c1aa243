package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to a grid of code numbers and back: an autoencoder whose latent is rounded to the nearest
 * entry of a learned codebook (van den Oord et al. 2017, section 3; Esser et al. 2021, section
 * 3.1), cells and entries at length 1 (Yu et al. 2022, section 3.2).
 *
 * <p>Legend: n batch, h w film pixels (multiples of 16), d code width. Films are in [-1, 1].
 */
public final class VqAutoencoder {

  /**
   * A batch before and after rounding.
   *
   * @param features [n, d, h/16, w/16] of length 1, with their graph
   * @param numbers [n, h/16, w/16] of the nearest entries, int64
   * @param vectors those entries, [n, d, h/16, w/16]; gradients reach the codebook
   */
  public record Quantised(Tensor features, Tensor numbers, Tensor vectors) {

    /**
     * The entries for the decoder: their gradient passes to the features unchanged (van den Oord et
     * al. 2017, section 3.2).
     */
    public Tensor straightThrough() {
      return features.add(vectors.sub(features).detach());
    }
  }

  private final Contraction encoder;
  private final Conv2d toFeatures;
  private final Codebook codebook;
  private final Expansion decoder;

  public VqAutoencoder(Parameters.Place at, VqAutoencoderConfig config) {
    int deepest = config.channels().get(config.channels().size() - 1);
    this.encoder = new Contraction(at.at("encoder"), 1, config.channels(), config.blocks(), true);
    this.toFeatures = new Conv2d(at.at("encoder.features"), deepest, config.codeWidth(), 1);
    this.codebook = new Codebook(at.at("codebook"), config.codes(), config.codeWidth());
    this.decoder =
        new Expansion(
            at.at("decoder"),
            config.codeWidth(),
            config.channels(),
            config.blocks(),
            true,
            config.grainy());
  }

  public Codebook codebook() {
    return codebook;
  }

  /** films [n, 1, h, w] in [-1, 1] -> features, code numbers and entries */
  public Quantised quantise(Tensor films) {
    Tensor features = codebook.normalised(toFeatures.forward(encoder.forward(films)));
    Tensor numbers = codebook.nearest(features);
    return new Quantised(features, numbers, codebook.vectors(numbers));
  }

  /** films [n, 1, h, w] in [-1, 1] -> code numbers [n, h/16, w/16], int64 */
  public Tensor encode(Tensor films) {
    return quantise(films).numbers();
  }

  /** code numbers [n, h/16, w/16], int64 -> films [n, 1, h, w], nominally in [-1, 1] */
  public Tensor decode(Tensor numbers) {
    return decodeVectors(codebook.vectors(numbers));
  }

  /** vectors [n, d, h/16, w/16] of length 1 -> films [n, 1, h, w], nominally in [-1, 1] */
  public Tensor decodeVectors(Tensor vectors) {
    return decoder.forward(vectors);
  }

  /**
   * code numbers [n, h/16, w/16] -> films without grain [n, 1, h, w]: what the codes hold and no
   * more
   */
  public Tensor decodePlain(Tensor numbers) {
    return decoder.plain(codebook.vectors(numbers));
  }

  /**
   * A film in its two parts, with other grain than the fixed one, for training.
   *
   * @param noise white, [n or 1, 1, h, w]; of no effect on a codec without grain
   */
  public DecodedFilm decodeVectors(Tensor vectors, Tensor noise) {
    return decoder.parts(vectors, noise);
  }

  /** Kernel of the layer that makes the pixels, for losses that are weighed by its gradients. */
  public Tensor lastKernel() {
    return decoder.lastKernel();
  }
}
