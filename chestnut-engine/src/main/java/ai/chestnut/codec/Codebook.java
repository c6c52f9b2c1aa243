package ai.chestnut.codec;

import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The entries that a quantised film is made of. Features and entries are brought to length 1, so
 * the nearest entry is also the one of the largest inner product (Yu et al. 2022, section 3.2).
 *
 * <p>Legend: n batch, d code width, h w cells, k entries.
 */
public final class Codebook {

  private static final double LEAST_LENGTH = 1e-6;

  private final int codes;
  private final int codeWidth;
  private final Tensor entries; // [k, d], of any length

  Codebook(Parameters.Place at, int codes, int codeWidth) {
    this.codes = codes;
    this.codeWidth = codeWidth;
    this.entries = at.declare("entries", Initial.normal(1), codes, codeWidth);
  }

  /** How many entries there are. */
  public int codes() {
    return codes;
  }

  /** Every entry at length 1: [k, d], in float32. */
  public Tensor entries() {
    return ofLengthOne(entries);
  }

  /** features [n, d, h, w] -> the same at length 1, in float32 */
  public Tensor normalised(Tensor features) {
    Tensors.require(features, "features", -1, codeWidth, -1, -1);
    return ofLengthOne(features);
  }

  /** features [n, d, h, w] of length 1 -> numbers [n, h, w] of the nearest entries, int64 */
  public Tensor nearest(Tensor features) {
    return Gradients.off(
        () -> {
          // a distance, for autocast would round an inner product to bfloat16
          return torch
              .cdist(rows(features), entries())
              .argmin(new LongOptional(1), false)
              .reshape(features.size(0), features.size(2), features.size(3));
        });
  }

  /** numbers [n, h, w], int64 -> entries [n, d, h, w] of length 1 */
  public Tensor vectors(Tensor numbers) {
    Tensors.require(numbers, "codes", -1, -1, -1);
    return torch
        .index_select(entries(), 0, numbers.reshape(-1))
        .reshape(numbers.size(0), numbers.size(1), numbers.size(2), codeWidth)
        .permute(0, 3, 1, 2);
  }

  /**
   * Puts features of the batch in the place of every entry that the batch did not use, so that no
   * entry stays dead; on fresh weights this starts the codebook from data.
   *
   * @param features [n, d, h, w] of length 1
   * @param numbers [n, h, w] of {@link #nearest} for them
   */
  public void revive(Tensor features, Tensor numbers, RandomStream stream) {
    Gradients.off(
        () -> {
          Tensor rows = rows(features.detach());
          long[] drawn = new long[codes];
          for (int i = 0; i < codes; i++) {
            drawn[i] = stream.nextInt(Math.toIntExact(rows.size(0)));
          }
          boolean onCpu = rows.is_cpu();
          Tensor choice =
              Tensors.of(
                  drawn,
                  onCpu ? ai.chestnut.tensor.Device.CPU : ai.chestnut.tensor.Device.CUDA,
                  codes);
          Tensor unused = counts(numbers).eq(new Scalar(0)).unsqueeze(1); // [k, 1]
          return entries.copy_(
              torch.where(unused, torch.index_select(rows, 0, choice), entries.detach()));
        });
  }

  /** How often each entry stands among the numbers: [k], int64. */
  public Tensor counts(Tensor numbers) {
    Tensor zeros = torch.zeros_like(entries.detach().select(1, 0)).to(torch.ScalarType.Long);
    Tensor flat = numbers.reshape(-1);
    return zeros.scatter_add(0, flat, torch.ones_like(flat));
  }

  /** [n, d, h, w] -> [n*h*w, d], float32 */
  private Tensor rows(Tensor features) {
    return features.permute(0, 2, 3, 1).reshape(-1, codeWidth).to(torch.ScalarType.Float);
  }

  private static Tensor ofLengthOne(Tensor x) {
    Tensor wide = x.to(torch.ScalarType.Float);
    Tensor length =
        wide.norm(new ScalarOptional(new Scalar(2)), new long[] {1}, true, torch.ScalarType.Float);
    return wide.div(length.clamp_min(new Scalar(LEAST_LENGTH)));
  }
}
