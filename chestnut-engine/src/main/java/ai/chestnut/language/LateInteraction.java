package ai.chestnut.language;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How well films and reports go together, by their patches and words (Yao et al. 2022, FILIP,
 * equations 3 to 5). What is no word counts nothing, and wins no patch: a padding of similarity 0
 * would beat words that are all unlike.
 *
 * <p>Legend: n films, m reports, p patches, k tokens, e shared width.
 *
 * @param byPatch mean over patches of the best word's similarity, [n, m]
 * @param byWord mean over words of the best patch's similarity, [n, m]
 */
public record LateInteraction(Tensor byPatch, Tensor byWord) {

  private static final double NEVER = -1e4;

  /**
   * Every film with every report.
   *
   * @param patches of length 1, [n, p, e]
   * @param words of length 1, [m, k, e]
   * @param counted 1 where a token is a word, else 0, [m, k]; at least one 1 in a row
   */
  public static LateInteraction of(Tensor patches, Tensor words, Tensor counted) {
    long n = patches.size(0);
    long p = patches.size(1);
    long m = words.size(0);
    long k = words.size(1);
    long e = words.size(2);
    Tensor cosines =
        patches
            .reshape(-1, e)
            .matmul(words.reshape(-1, e).transpose(0, 1))
            .reshape(n, p, m, k); // [n p, m k]
    Tensor barred = counted.sub(new Scalar(1)).mul(new Scalar(-NEVER)); // 0 or far below any cosine
    Tensor bestWord = cosines.add(barred.to(cosines.scalar_type())).amax(new long[] {3}, false);
    Tensor bestPatch = cosines.amax(new long[] {1}, false).to(counted.scalar_type()); // [n, m, k]
    Tensor lengths = counted.sum(1); // [m]
    return new LateInteraction(
        bestWord.to(counted.scalar_type()).mean(1),
        bestPatch.mul(counted.unsqueeze(0)).sum(2).div(lengths.unsqueeze(0)));
  }
}
