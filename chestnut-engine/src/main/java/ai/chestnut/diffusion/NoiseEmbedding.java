package ai.chestnut.diffusion;

import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Noise level [n] -> embedding [n, e]: sinusoids of 1000 times the level (Ho et al. 2020, appendix
 * B), then two layers.
 */
final class NoiseEmbedding {

  private static final double SLOWEST = 10_000;
  private static final double SCALE = 1000;

  private final int waves;
  private final Linear first;
  private final Linear second;

  NoiseEmbedding(Parameters.Place at, int width) {
    this.waves = width / 4;
    this.first = new Linear(at.at("first"), 2 * waves, width);
    this.second = new Linear(at.at("second"), width, width);
  }

  /**
   * @param levels [n], float64: an angle of a thousand radians has no digits to spare
   */
  Tensor forward(Tensor levels) {
    double[] frequencies = new double[waves];
    for (int k = 0; k < waves; k++) {
      frequencies[k] = SCALE * Math.pow(SLOWEST, -k / (double) waves);
    }
    Device device = levels.is_cpu() ? Device.CPU : Device.CUDA;
    Tensor angles =
        levels.reshape(levels.size(0), 1).mul(Tensors.of(frequencies, device, 1, waves));
    Tensor sinusoids = Tensors.joined(1, angles.cos(), angles.sin()).to(torch.ScalarType.Float);
    return second.forward(torch.silu(first.forward(sinusoids)));
  }
}
