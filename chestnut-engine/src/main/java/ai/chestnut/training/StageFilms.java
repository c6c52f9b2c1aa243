package ai.chestnut.training;

import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The films of a bank at the side of the present stage, kept on the device until it changes. */
final class StageFilms implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private final FilmBank bank;
  private int side;
  private Optional<Tensor> pooled = Optional.empty();

  /**
   * @param bank borrowed
   */
  StageFilms(FilmBank bank) {
    this.bank = bank;
    this.side = bank.side();
  }

  int count() {
    return bank.count();
  }

  /** The chosen films in [-1, 1], by means of squares of pixels: [n, 1, side, side]. */
  Tensor of(int[] chosen, int wantedSide) {
    if (wantedSide == bank.side()) {
      close();
      return bank.whole(chosen);
    }
    if (side != wantedSide || pooled.isEmpty()) {
      close();
      side = wantedSide;
      pooled = Optional.of(Scope.computing(() -> Scope.owned(pool(wantedSide))));
    }
    long[] rows = new long[chosen.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = chosen[i];
    }
    return pooled.get().index_select(0, Tensors.of(rows, bank.device(), rows.length));
  }

  private Tensor pool(int wantedSide) {
    List<Tensor> parts = new ArrayList<>();
    for (int first = 0; first < bank.count(); first += AT_ONCE) {
      int from = first;
      int[] rows = new int[Math.min(AT_ONCE, bank.count() - first)];
      Arrays.setAll(rows, i -> from + i);
      parts.add(
          Scope.yielding(
              () -> torch.adaptive_avg_pool2d(bank.whole(rows), wantedSide, wantedSide)));
    }
    return Tensors.joined(0, parts.toArray(Tensor[]::new));
  }

  @Override
  public void close() {
    pooled.ifPresent(Tensor::close);
    pooled = Optional.empty();
  }
}
