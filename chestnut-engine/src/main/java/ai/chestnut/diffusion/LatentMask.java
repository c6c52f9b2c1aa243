package ai.chestnut.diffusion;

import ai.chestnut.failure.DefectException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A share in [0, 1] for each latent cell.
 *
 * @param cells row-major, of one film for all rows of a batch, or of one film after another
 */
record LatentMask(float[] cells) {

  LatentMask {
    for (float share : cells) {
      if (!(share >= 0 && share <= 1)) {
        throw new DefectException("latent mask: got " + share + ", expected 0 to 1");
      }
    }
    cells = cells.clone();
  }

  /** As wide and high as the latents [n, c, h, w]: [1 or n, 1, h, w]. */
  Tensor like(Tensor x) {
    long area = x.size(2) * x.size(3);
    if (cells.length != area && cells.length != x.size(0) * area) {
      throw new DefectException(
          "latent mask: got " + cells.length + " cells, expected " + area + " for each film");
    }
    Device device = x.is_cpu() ? Device.CPU : Device.CUDA;
    return Tensors.of(cells, device, cells.length / area, 1, x.size(2), x.size(3));
  }
}
