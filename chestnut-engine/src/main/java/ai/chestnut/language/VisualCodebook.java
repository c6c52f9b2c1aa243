package ai.chestnut.language;

import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Key patches of training films, which a report is matched to by its words (Chen et al. 2023,
 * AdaMatch-Cyclic, section 2.2); immutable.
 *
 * <p>Ours: patches keep the embedding that they had in their film, where the published system
 * embeds them again from a sheet of crops; and only words that can have a place are matched, where
 * a report has such.
 *
 * <p>Legend: n patches, m reports, k tokens, e width.
 */
public final class VisualCodebook {

  /** Patches that a report is matched to, in the published system. */
  public static final int PATCHES = 10;

  private static final double NEVER = 10;

  /**
   * A patch that a report was matched to.
   *
   * @param number of the patch in the codebook
   * @param similarity cosine with the word that goes with it best
   */
  public record Match(int number, double similarity) {}

  private final List<KeyPatch> patches;
  private final int width;
  private final float[] embeddings;

  /**
   * @param embeddings of length 1, [n, e] row-major; copied
   */
  public VisualCodebook(List<KeyPatch> patches, int width, float[] embeddings) {
    if (patches.isEmpty() || embeddings.length != patches.size() * width) {
      throw new IllegalArgumentException(
          "visual codebook: got "
              + patches.size()
              + " patches, "
              + embeddings.length
              + " numbers, expected patches and "
              + width
              + " numbers each");
    }
    this.patches = List.copyOf(patches);
    this.width = width;
    this.embeddings = embeddings.clone();
  }

  public List<KeyPatch> patches() {
    return patches;
  }

  /** Width of an embedding. */
  public int width() {
    return width;
  }

  /** Every embedding, [n, e] row-major; a copy. */
  public float[] embeddings() {
    return embeddings.clone();
  }

  /** What is matched of a report's tokens: words that can have a place, else all words. */
  public static float[] matched(int[] tokens) {
    float[] counted = new float[tokens.length];
    ReportWords words = ReportWords.standard();
    boolean telling = false;
    for (int token : tokens) {
      telling |= words.tells(token);
    }
    for (int i = 0; i < tokens.length; i++) {
      counted[i] = (telling ? words.tells(tokens[i]) : words.counts(tokens[i])) ? 1 : 0;
    }
    return counted;
  }

  /**
   * The patches that go with each report best, the best first.
   *
   * @param words of length 1, [m, k, e]
   * @param counted 1 where a token is matched, [m, k]
   * @param count patches at most
   */
  public List<List<Match>> match(Tensor words, Tensor counted, int count, Device device) {
    int taken = Math.min(count, patches.size());
    List<float[]> best =
        Gradients.off(
            () ->
                Scope.computing(
                    () -> {
                      Tensor all = Tensors.of(embeddings, device, patches.size(), width);
                      Tensor cosines = words.matmul(all.transpose(0, 1)); // [m, k, n]
                      Tensor barred = counted.sub(new Scalar(1)).mul(new Scalar(NEVER));
                      Tensor each =
                          cosines
                              .to(torch.ScalarType.Float)
                              .add(barred.unsqueeze(2))
                              .amax(new long[] {1}, false); // [m, n]
                      var top = each.topk(taken, 1, true, true);
                      return List.of(
                          Tensors.floats(top.get0()),
                          Tensors.floats(top.get1().to(torch.ScalarType.Float)));
                    }));
    List<List<Match>> matches = new ArrayList<>();
    for (int report = 0; report < words.size(0); report++) {
      List<Match> own = new ArrayList<>();
      for (int i = report * taken; i < (report + 1) * taken; i++) {
        own.add(new Match((int) best.get(1)[i], best.get(0)[i]));
      }
      matches.add(own);
    }
    return matches;
  }

  /** Codes of matched patches by rank, each once, at most so many. */
  public List<Integer> codes(List<Match> matches, int count) {
    Set<Integer> codes = new LinkedHashSet<>();
    for (Match match : matches) {
      for (int code : patches.get(match.number()).codes()) {
        if (codes.size() < count) {
          codes.add(code);
        }
      }
    }
    return List.copyOf(codes);
  }
}
