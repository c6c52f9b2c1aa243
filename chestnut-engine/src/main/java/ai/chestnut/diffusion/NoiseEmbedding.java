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

  Tensor forward(double[] levels, Device device) {
    float[] features = new float[levels.length * 2 * waves];
    for (int i = 0; i < levels.length; i++) {
      for (int k = 0; k < waves; k++) {
        double angle = SCALE * levels[i] * Math.pow(SLOWEST, -k / (double) waves);
        features[i * 2 * waves + k] = (float) StrictMath.cos(angle);
        features[i * 2 * waves + waves + k] = (float) StrictMath.sin(angle);
      }
    }
    Tensor sinusoids = Tensors.of(features, device, levels.length, 2L * waves);
    return second.forward(torch.silu(first.forward(sinusoids)));
  }
}
