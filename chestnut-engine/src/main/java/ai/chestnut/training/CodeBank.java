package ai.chestnut.training;

import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Codes of every film in several augmented variants, encoded once and kept on the device. Variant 0
 * is the film itself.
 */
final class CodeBank implements AutoCloseable {

  private static final int BATCH = 32;

  private final int variants;
  private final Tensor codes; // [films * variants, cells], 32 bits

  private CodeBank(int variants, Tensor codes) {
    this.variants = variants;
    this.codes = codes;
  }

  static CodeBank of(
      VqAutoencoderModel codec,
      FilmBank films,
      Augmentation change,
      int variants,
      long seed,
      Progress progress) {
    int cells = (films.side() / 16) * (films.side() / 16);
    Tensor codes =
        Scope.computing(
            () ->
                Scope.owned(
                    codec
                        .parameters()
                        .device()
                        .place(
                            torch.zeros(
                                new long[] {(long) films.count() * variants, cells},
                                new TensorOptions(torch.ScalarType.Int)))));
    for (int variant = 0; variant < variants; variant++) {
      for (int first = 0; first < films.count(); first += BATCH) {
        int[] chosen = new int[Math.min(BATCH, films.count() - first)];
        long[] rows = new long[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
          chosen[i] = first + i;
          rows[i] = (long) chosen[i] * variants + variant;
        }
        boolean whole = variant == 0;
        RandomStream stream =
            RandomStream.of(seed, (long) variant * films.count() + first, "code augmentation");
        Gradients.off(
            () -> {
              Scope.running(
                  () -> {
                    Tensor batch =
                        whole ? films.whole(chosen) : films.changed(stream, chosen, change);
                    Tensor numbers =
                        Precision.FLOAT32.on(
                            codec.parameters().device(), () -> codec.network().encode(batch));
                    codes.index_copy_(
                        0,
                        Tensors.of(rows, codec.parameters().device(), rows.length),
                        numbers.flatten(1, 2).to(torch.ScalarType.Int));
                  });
              return rows.length;
            });
      }
      progress.advance(Step.of("encoding", variant + 1, variants));
    }
    return new CodeBank(variants, codes);
  }

  int variants() {
    return variants;
  }

  /** Codes of one variant each of the films, [n, cells], int64. */
  Tensor codes(Tensor rows) {
    return codes.index_select(0, rows).to(torch.ScalarType.Long);
  }

  @Override
  public void close() {
    codes.close();
  }
}
