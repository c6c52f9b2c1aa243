package ai.chestnut.diffusion;

import ai.chestnut.failure.DefectException;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Several texts, each guiding its own region: D = D(empty) + sum over k of R_k (guided_k -
 * D(empty)), where guided_k follows text k as {@link Guidance} says. With one region over
 * everything this is ordinary guidance. Rows of one film only.
 */
public final class RegionalDenoiser implements Denoiser {

  private final Denoiser rows;
  private final List<Guidance> guidance;
  private final List<LatentMask> regions = new ArrayList<>();

  /**
   * @param rows a denoiser without guidance of k + 1 rows: text 1 to text k, the empty text
   * @param guidance of each text
   * @param cells of each text's region, in [0, 1]
   */
  public RegionalDenoiser(Denoiser rows, List<Guidance> guidance, List<float[]> cells) {
    if (guidance.size() != cells.size() || cells.isEmpty()) {
      throw new DefectException(
          "regions: got " + cells.size() + ", expected " + guidance.size() + ", at least 1");
    }
    this.rows = rows;
    this.guidance = List.copyOf(guidance);
    cells.forEach(each -> regions.add(new LatentMask(each)));
  }

  /**
   * @param x [1, c, h, w]
   */
  @Override
  public Tensor denoise(Tensor x, double sigma) {
    int texts = regions.size();
    Tensor repeated = x.repeat(texts + 1, 1, 1, 1);
    Tensor all = rows.denoise(repeated, sigma); // [k + 1, c, h, w]
    Tensor empty = all.narrow(0, texts, 1);
    Tensor out = empty;
    for (int k = 0; k < texts; k++) {
      Tensor guided = guidance.get(k).apply(all.narrow(0, k, 1), empty);
      out = out.add(guided.sub(empty).mul(regions.get(k).like(x)));
    }
    return Tensors.require(out, "regional estimate", 1, x.size(1), x.size(2), x.size(3));
  }
}
