package ai.chestnut.language;

import java.util.Arrays;

/**
 * Where in a film one word of a report is seen; immutable.
 *
 * @see PatchWordAligner
 */
public final class WordMap {

  private final String word;
  private final int token;
  private final int grid;
  private final float[] similarities;
  private final float[] boxes;

  /**
   * @param grid patches along a side
   * @param similarities cosine of the word with each patch, row-major; copied
   * @param boxes left, top, right, bottom of each patch as shares of the side; copied
   */
  public WordMap(String word, int token, int grid, float[] similarities, float[] boxes) {
    this.word = word;
    this.token = token;
    this.grid = grid;
    this.similarities = similarities.clone();
    this.boxes = boxes.clone();
  }

  public String word() {
    return word;
  }

  /** The word's number in the tokenizer. */
  public int token() {
    return token;
  }

  /** Patches along a side. */
  public int grid() {
    return grid;
  }

  /** Cosines, row-major, in [-1, 1]; a copy. */
  public float[] similarities() {
    return similarities.clone();
  }

  /** The patch that the word goes with best; of equals the first. */
  public int best() {
    int best = 0;
    for (int patch = 1; patch < similarities.length; patch++) {
      best = similarities[patch] > similarities[best] ? patch : best;
    }
    return best;
  }

  /** The cosine at a patch. */
  public float similarity(int patch) {
    return similarities[patch];
  }

  /** Left, top, right, bottom of a patch as shares of the film's side. */
  public float[] box(int patch) {
    return Arrays.copyOfRange(boxes, 4 * patch, 4 * patch + 4);
  }
}
