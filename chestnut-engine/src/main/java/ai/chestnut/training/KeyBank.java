package ai.chestnut.training;

import ai.chestnut.language.ImageTokenConfig;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The key codes of every text of a bank, matched once, as tokens that stay on the device. */
final class KeyBank implements AutoCloseable {

  private static final int BATCH = 32;

  private final Tensor keys; // [texts, keys], int64

  private KeyBank(Tensor keys) {
    this.keys = keys;
  }

  /** Matches every text; a key that is missing is the token after the codes. */
  static KeyBank of(
      PatchWordAlignerModel aligner,
      VisualCodebook codebook,
      TextBank texts,
      ImageTokenConfig config,
      Progress progress) {
    long[] keys = new long[texts.count() * config.keys()];
    java.util.Arrays.fill(keys, config.words() + config.codes());
    for (int first = 0; first < texts.count(); first += BATCH) {
      int last = Math.min(texts.count(), first + BATCH);
      List<int[]> some = new ArrayList<>();
      for (int row = first; row < last; row++) {
        some.add(texts.text(row));
      }
      List<List<Integer>> matched = matched(aligner, codebook, some, config.keys());
      for (int i = 0; i < matched.size(); i++) {
        for (int key = 0; key < matched.get(i).size(); key++) {
          keys[(first + i) * config.keys() + key] = config.words() + matched.get(i).get(key);
        }
      }
      progress.advance(Step.of("matching", last, texts.count()));
    }
    return new KeyBank(
        Scope.computing(
            () ->
                Scope.owned(
                    Tensors.of(
                        keys, aligner.parameters().device(), texts.count(), config.keys()))));
  }

  private static List<List<Integer>> matched(
      PatchWordAlignerModel aligner, VisualCodebook codebook, List<int[]> texts, int count) {
    return aligner.matches(codebook, texts, VisualCodebook.PATCHES).stream()
        .map(matches -> codebook.codes(matches, count))
        .toList();
  }

  /** Key tokens of the rows [n]: [n, keys]. */
  Tensor keys(Tensor rows) {
    return keys.index_select(0, rows);
  }

  @Override
  public void close() {
    keys.close();
  }
}
