package ai.chestnut.training;

import ai.chestnut.expert.ImageTextScorer;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Contrast within the batch, both ways, of whole films and texts (Zhang et al. 2022, ConVIRT,
 * equations 2 to 4) and of patches and words by late interaction (Yao et al. 2022, FILIP, equations
 * 3 to 5). Texts that say the same are all right for a film.
 *
 * <p>Legend: n batch, k tokens, p patches, e shared width.
 */
final class ImageTextLoss implements ExpertLoss<ImageTextScorer> {

  private static final double TEMPERATURE = 0.1;
  private static final double VARIED = 0.5;

  private final long seed;
  private final ReportWriter writer = new ReportWriter();

  ImageTextLoss(long seed) {
    this.seed = seed;
  }

  @Override
  public Tensor of(ImageTextScorer net, ExampleBatch batch, long step) {
    int count = batch.examples().size();
    RandomStream stream = RandomStream.of(seed, step, "texts");
    int[][] tokens = new int[count][];
    for (int n = 0; n < count; n++) {
      Prompt prompt = batch.examples().get(n).known().prompt();
      boolean varied = step > 0 && stream.chance(VARIED);
      tokens[n] = net.tokens(varied ? writer.write(prompt, stream) : writer.canonical(prompt));
    }
    Tensor same = same(batch); // [n, n], rows sum to 1
    Tensor patches = net.patches(batch.films()); // [n, e, h, w]
    Tensor films = ImageTextScorer.unit(patches.mean(2, 3)); // [n, e]
    Tensor words = net.words(tokens); // [n, k, e]
    Tensor weights = net.shares(tokens); // [n, k]
    Tensor texts = ImageTextScorer.unit(words.mul(weights.unsqueeze(2)).sum(1));
    Tensor whole = films.matmul(texts.transpose(0, 1)).div(new Scalar(TEMPERATURE));
    Tensor byWord = interaction(patches, words, weights);
    return contrast(whole, same).add(contrast(byWord, same));
  }

  /** For every film and text the mean over words of the best patch's cosine: [n, n]. */
  private static Tensor interaction(Tensor patches, Tensor words, Tensor weights) {
    long n = patches.size(0);
    long e = patches.size(1);
    Tensor places = ImageTextScorer.unit(patches.flatten(2, 3)).transpose(1, 2); // [n, p, e]
    Tensor named = ImageTextScorer.unit(words.reshape(-1, e)); // [n k, e]
    Tensor cosines = places.reshape(-1, e).matmul(named.transpose(0, 1)); // [n p, n k]
    Tensor best = cosines.reshape(n, -1, named.size(0)).amax(new long[] {1}, false); // [n, n k]
    return best.reshape(n, n, -1).mul(weights.unsqueeze(0)).sum(2).div(new Scalar(TEMPERATURE));
  }

  /** Cross-entropy both ways against the texts, and films, that are right. */
  private static Tensor contrast(Tensor similarity, Tensor same) {
    Tensor across = torch.log_softmax(similarity, 1).mul(same).sum().neg();
    Tensor down = torch.log_softmax(similarity.transpose(0, 1), 1).mul(same).sum().neg();
    return across.add(down).div(new Scalar(2.0 * similarity.size(0)));
  }

  private static Tensor same(ExampleBatch batch) {
    List<List<Observation>> said =
        batch.examples().stream().map(one -> one.known().prompt().observations()).toList();
    int n = said.size();
    float[] shares = new float[n * n];
    for (int i = 0; i < n; i++) {
      int equal = 0;
      for (int j = 0; j < n; j++) {
        equal += said.get(i).equals(said.get(j)) ? 1 : 0;
      }
      for (int j = 0; j < n; j++) {
        shares[i * n + j] = said.get(i).equals(said.get(j)) ? 1f / equal : 0;
      }
    }
    return Tensors.of(shares, batch.device(), n, n);
  }
}
