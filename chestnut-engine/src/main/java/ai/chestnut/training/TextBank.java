package ai.chestnut.training;

import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Texts of films in several wordings, as tokens that stay on the device for the whole training. */
final class TextBank implements AutoCloseable {

  private final int variants;
  private final int[][] tokens;
  private final Tensor resident; // [films * variants, k]

  private TextBank(int variants, int[][] tokens, Tensor resident) {
    this.variants = variants;
    this.tokens = tokens;
    this.resident = resident;
  }

  /**
   * @param length tokens in a text, padded or cut
   */
  static TextBank of(ToldFilms films, Wordings wordings, int length, long seed, Device device) {
    int variants = wordings.variants();
    int[][] tokens = new int[films.count() * variants][];
    long[] all = new long[tokens.length * length];
    for (int row = 0; row < tokens.length; row++) {
      String text =
          wordings.text(
              films.prompt(row / variants), row % variants, RandomStream.of(seed, row, "wording"));
      tokens[row] = Tokenizer.standard().encode(text, length);
      for (int i = 0; i < length; i++) {
        all[row * length + i] = tokens[row][i];
      }
    }
    return new TextBank(
        variants,
        tokens,
        Scope.computing(() -> Scope.owned(Tensors.of(all, device, tokens.length, length))));
  }

  /** The rows of one wording each for the films, at random. */
  long[] rows(int[] films, RandomStream stream) {
    long[] rows = new long[films.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (long) films[i] * variants + stream.nextInt(variants);
    }
    return rows;
  }

  /** The rows of the films' canonical texts. */
  long[] canonical(int[] films) {
    long[] rows = new long[films.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (long) films[i] * variants;
    }
    return rows;
  }

  int count() {
    return tokens.length;
  }

  /** The tokens of a row. */
  int[] text(int row) {
    return tokens[row];
  }

  /** Tokens of the rows [n], int64: [n, k], int64. */
  Tensor tokens(Tensor rows) {
    return resident.index_select(0, rows);
  }

  @Override
  public void close() {
    resident.close();
  }
}
