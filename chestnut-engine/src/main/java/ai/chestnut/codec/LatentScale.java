package ai.chestnut.codec;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Measured mean and standard deviation of each latent channel over training films; a diffusion
 * model works on latents brought to mean 0 and deviation 1 by them.
 *
 * @param mean one per channel
 * @param deviation one per channel, above 0
 */
public record LatentScale(List<Double> mean, List<Double> deviation) {

  public LatentScale {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new RequestException(
          "latent scale",
          "mean, deviation",
          mean + ", " + deviation,
          "as many of each, deviations above 0");
    }
  }

  /** Leaves latents as they are. */
  public static LatentScale identity(int channels) {
    return new LatentScale(
        java.util.Collections.nCopies(channels, 0.0), java.util.Collections.nCopies(channels, 1.0));
  }

  /** Latents of the codec [n, c, h, w] -> latents of the diffusion model. */
  public Tensor normalised(Tensor latents) {
    return latents.sub(channels(mean, latents)).div(channels(deviation, latents));
  }

  /** Latents of the diffusion model [n, c, h, w] -> latents of the codec. */
  public Tensor restored(Tensor latents) {
    return latents.mul(channels(deviation, latents)).add(channels(mean, latents));
  }

  private static Tensor channels(List<Double> values, Tensor like) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    Device device = like.is_cpu() ? Device.CPU : Device.CUDA;
    return Tensors.of(floats, device, 1, floats.length, 1, 1);
  }
}
