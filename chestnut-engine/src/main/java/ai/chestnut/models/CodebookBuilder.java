package ai.chestnut.models;

import ai.chestnut.failure.RequestException;
import ai.chestnut.language.KeyPatch;
import ai.chestnut.language.PatchWordAligner;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes a visual codebook of films and their reports: of the pairs that go together best, for each
 * word the patch that it goes with best (Chen et al. 2023, AdaMatch-Cyclic, section 2.2). Patch,
 * box, codes and similarity always are of one film and one word.
 *
 * <p>A patch has the codes of the cells that its box covers by half or more; ours: where it covers
 * none, the one of which it covers most.
 */
public final class CodebookBuilder {

  private static final double HALF = 0.5;

  /** One film with its patches. */
  private record Pair(double score, long source, List<Found> found) {}

  /** One patch of a film. */
  private record Found(KeyPatch patch, float[] embedding) {}

  private final PatchWordAlignerModel aligner;
  private final VqAutoencoderModel codec;
  private final int pairs;
  private final int words;
  private final List<Pair> seen = new ArrayList<>();

  /**
   * @param pairs of film and report that are kept, 1000 in the published system
   * @param words of each that are kept, 20 in the published system
   * @throws RequestException if the codec's cells are not the aligner's
   */
  public CodebookBuilder(
      PatchWordAlignerModel aligner, VqAutoencoderModel codec, int pairs, int words) {
    if (pairs < 1 || words < 1) {
      throw new RequestException(
          "visual codebook", "pairs, words", pairs + ", " + words, "at least 1 each");
    }
    this.aligner = aligner;
    this.codec = codec;
    this.pairs = pairs;
    this.words = words;
  }

  /**
   * Takes in films with their reports.
   *
   * @param films [n, 1, s, s] in [-1, 1]
   * @param reports tokens of each, see {@link PatchWordAlignerModel#tokens}
   * @param sources number of each film, below 2^48
   */
  public void add(Tensor films, List<int[]> reports, List<Long> sources) {
    int n = reports.size();
    int area = aligner.config().film().grid() * aligner.config().film().grid();
    int width = aligner.config().width();
    int length = aligner.config().text().length();
    record Read(float[] embeddings, float[] boxes, float[] cosines, float[] codes) {}
    Read read =
        Gradients.off(
            () ->
                Scope.computing(
                    () -> {
                      PatchWordAligner.Patches patches = aligner.network().patches(films);
                      Tensor told = aligner.network().words(aligner.ids(reports));
                      return new Read(
                          Tensors.floats(patches.embeddings()),
                          Tensors.floats(patches.boxes()),
                          Tensors.floats(told.matmul(patches.embeddings().transpose(1, 2))),
                          Tensors.floats(codec.network().encode(films)));
                    }));
    int cells = read.codes().length / n;
    for (int film = 0; film < n; film++) {
      float[] counted = VisualCodebook.matched(reports.get(film));
      float[] boxes = Arrays.copyOfRange(read.boxes(), film * area * 4, (film + 1) * area * 4);
      float[] codes = Arrays.copyOfRange(read.codes(), film * cells, (film + 1) * cells);
      List<Found> found = new ArrayList<>();
      double sum = 0;
      int taken = 0;
      for (int token = 0; token < length; token++) {
        if (counted[token] == 0) {
          continue;
        }
        int row = (film * length + token) * area;
        int best = 0;
        for (int patch = 1; patch < area; patch++) {
          best = read.cosines()[row + patch] > read.cosines()[row + best] ? patch : best;
        }
        double similarity = read.cosines()[row + best];
        sum += similarity;
        taken++;
        float[] box = Arrays.copyOfRange(boxes, 4 * best, 4 * best + 4);
        int start = (film * area + best) * width;
        found.add(
            new Found(
                new KeyPatch(
                    covered(box, codes),
                    List.of((double) box[0], (double) box[1], (double) box[2], (double) box[3]),
                    reports.get(film)[token],
                    similarity,
                    sources.get(film)),
                Arrays.copyOfRange(read.embeddings(), start, start + width)));
      }
      if (taken > 0) {
        seen.add(new Pair(sum / taken, sources.get(film), found));
      }
    }
  }

  /** The codebook of all that was taken in; the order in which it came does not matter. */
  public VisualCodebook build() {
    List<Pair> best =
        seen.stream()
            .sorted(Comparator.comparingDouble(Pair::score).reversed().thenComparing(Pair::source))
            .limit(pairs)
            .toList();
    List<KeyPatch> patches = new ArrayList<>();
    List<float[]> embeddings = new ArrayList<>();
    for (Pair pair : best) {
      Set<List<Double>> boxes = new HashSet<>();
      pair.found().stream()
          .sorted(Comparator.comparingDouble((Found f) -> f.patch().similarity()).reversed())
          .filter(found -> boxes.add(found.patch().box()))
          .limit(words)
          .forEach(
              found -> {
                patches.add(found.patch());
                embeddings.add(found.embedding());
              });
    }
    if (patches.isEmpty()) {
      throw new RequestException(
          "visual codebook", "films", "no report with a word", "at least one film that is told of");
    }
    int width = aligner.config().width();
    float[] all = new float[patches.size() * width];
    for (int i = 0; i < patches.size(); i++) {
      System.arraycopy(embeddings.get(i), 0, all, i * width, width);
    }
    return new VisualCodebook(patches, width, all);
  }

  /** Codes of the cells that a box covers. */
  static List<Integer> covered(float[] box, float[] codes) {
    int side = (int) Math.round(Math.sqrt(codes.length));
    List<Integer> covered = new ArrayList<>();
    double most = -1;
    int mostly = 0;
    for (int cell = 0; cell < codes.length; cell++) {
      double share =
          overlap(box[0] * side, box[2] * side, cell % side)
              * overlap(box[1] * side, box[3] * side, cell / side);
      if (share >= HALF) {
        covered.add(Math.round(codes[cell]));
      }
      if (share > most) {
        most = share;
        mostly = Math.round(codes[cell]);
      }
    }
    return covered.isEmpty() ? List.of(mostly) : covered;
  }

  private static double overlap(double from, double to, int cell) {
    return Math.max(0, Math.min(to, cell + 1) - Math.max(from, cell));
  }
}
