package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * What is said of each film as tokens in several wordings, resident on the device; wording 0 is the
 * fixed one. The last row is the empty text.
 */
final class CaptionBank implements AutoCloseable {

  private static final int WORDINGS = 8;

  private final int films;
  private final Device device;
  private final Tensor tokens; // [films * wordings + 1, k], int64

  private CaptionBank(int films, Device device, Tensor tokens) {
    this.films = films;
    this.device = device;
    this.tokens = tokens;
  }

  static CaptionBank of(Captions captions, long seed, Device device) {
    int length = captions.empty().length;
    int films = captions.films();
    long[] ids = new long[(films * WORDINGS + 1) * length];
    for (int film = 0; film < films; film++) {
      RandomStream stream = RandomStream.of(seed, film, "wording");
      put(captions.canonical(film), ids, film * WORDINGS);
      for (int wording = 1; wording < WORDINGS; wording++) {
        put(captions.varied(film, stream), ids, film * WORDINGS + wording);
      }
    }
    put(captions.empty(), ids, films * WORDINGS);
    Tensor tokens =
        Scope.computing(
            () -> Scope.owned(Tensors.of(ids, device, (long) films * WORDINGS + 1, length)));
    return new CaptionBank(films, device, tokens);
  }

  private static void put(int[] tokens, long[] ids, int row) {
    for (int i = 0; i < tokens.length; i++) {
      ids[row * tokens.length + i] = tokens[i];
    }
  }

  /** Row of the fixed wording. */
  long canonical(int film) {
    return (long) film * WORDINGS;
  }

  /** Row of one of the wordings. */
  long any(int film, RandomStream stream) {
    return canonical(film) + stream.nextInt(WORDINGS);
  }

  /** Row of the empty text. */
  long empty() {
    return (long) films * WORDINGS;
  }

  /** Tokens of the rows [n, k]. */
  Tensor tokens(long[] rows) {
    return tokens.index_select(0, Tensors.of(rows, device, rows.length));
  }

  @Override
  public void close() {
    tokens.close();
  }
}
