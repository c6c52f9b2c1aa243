package ai.chestnut.training;

import ai.chestnut.diffusion.Preconditioning;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Latents with noise, as a network sees them, and what it shall predict: (clean - c_skip x) /
 * c_out, see {@link Preconditioning}.
 *
 * @param input [n, c, h, w]
 * @param levels what the network is told of the noise [n], float64
 * @param target [n, c, h, w]
 */
record Noised(Tensor input, Tensor levels, Tensor target) {

  private static final int FACTORS = 5;

  /**
   * @param clean normalised latents [n, c, h, w]
   * @param normals standard normal noise of the same shape
   * @param sigmas noise level of each row
   */
  static Noised of(Tensor clean, Tensor normals, double[] sigmas, Preconditioning preconditioning) {
    int n = sigmas.length;
    double[] factors = new double[FACTORS * n];
    for (int row = 0; row < n; row++) {
      double sigma = sigmas[row];
      double skip = preconditioning.skip(sigma);
      double out = preconditioning.out(sigma);
      factors[row] = preconditioning.noise(sigma);
      factors[n + row] = sigma;
      factors[2 * n + row] = preconditioning.in(sigma);
      factors[3 * n + row] = (1 - skip) / out;
      factors[4 * n + row] = -skip * sigma / out;
    }
    Device device = clean.is_cpu() ? Device.CPU : Device.CUDA;
    Tensor table = Tensors.of(factors, device, FACTORS, n, 1, 1, 1); // one upload for all
    Tensor rows = table.to(torch.ScalarType.Float);
    Tensor x = clean.add(normals.mul(rows.select(0, 1)));
    return new Noised(
        x.mul(rows.select(0, 2)),
        table.select(0, 0).reshape(n),
        clean.mul(rows.select(0, 3)).add(normals.mul(rows.select(0, 4))));
  }
}
