package ai.chestnut.diffusion;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Fresh standard normal latents, each row from a stream of its own, so that a film's noise does not
 * depend on what it is computed beside.
 *
 * @param rows one stream per row of the latents
 */
record RowNoise(List<RandomStream> rows) {

  RowNoise {
    rows = List.copyOf(rows);
  }

  /** The next noise of every row, of the latents' shape [n, c, h, w]. */
  Tensor like(Tensor x) {
    Device device = x.is_cpu() ? Device.CPU : Device.CUDA;
    long[] row = x.shape().clone();
    row[0] = 1;
    Tensor[] each = new Tensor[rows.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = Tensors.noise(rows.get(i), device, row);
    }
    return Tensors.joined(0, each);
  }
}
