package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The noise of the detector, which no latent of this size can hold: white noise, given the spectrum
 * of grain by one convolution and its strength at each pixel by the features there. Noise as an
 * input of a decoder: Karras et al. 2019, section 3.2; here it enters once, at the pixels.
 *
 * <p>Legend: n batch, c channels of the last features, h w film pixels. All at half size, the four
 * pixels of a block as channels.
 */
final class Grain {

  /** Brings the strength of fresh weights to about a hundredth of the grey range. */
  private static final double FAINT = -4;

  private static final long PATTERN = 1;

  private final Conv2d spectrum;
  private final Conv2d strength;

  Grain(Parameters.Place at, int channels) {
    int block = Contraction.STEM * Contraction.STEM;
    this.spectrum = new Conv2d(at.at("spectrum"), block, block, 3);
    this.strength = new Conv2d(at.at("strength"), channels, block, 1);
  }

  /** features [n, c, h/2, w/2], white noise [n or 1, 1, h, w] -> grain [n, 4, h/2, w/2] */
  Tensor forward(Tensor features, Tensor noise) {
    Tensor shaped = spectrum.forward(torch.pixel_unshuffle(noise, Contraction.STEM));
    Tensor scale = strength.forward(features.detach()); // what the film needs is not bent to it
    return shaped.mul(torch.softplus(scale.add(new Scalar(FAINT))));
  }

  /**
   * The noise of every film that is not being trained on, [1, 1, h, w]: one fixed pattern, as a
   * detector has, so that a film changes only where its latent does.
   */
  static Tensor pattern(Tensor latents, int factor) {
    Device device = latents.is_cpu() ? Device.CPU : Device.CUDA;
    return Tensors.noise(
        RandomStream.of(PATTERN, 0, "grain"),
        device,
        1,
        1,
        latents.size(2) * factor,
        latents.size(3) * factor);
  }
}
