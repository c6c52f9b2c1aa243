package ai.chestnut.language;

import java.util.List;

/**
 * One patch of a visual codebook: what a word looked like in a training film, without its pixels.
 *
 * @param codes of the codec's cells that the patch covers, row-major, at least one
 * @param box left, top, right, bottom as shares of the film's side
 * @param word the token that chose it
 * @param similarity cosine of patch and word in that film
 * @param source the film, as a number that only its owner can make
 */
public record KeyPatch(
    List<Integer> codes, List<Double> box, int word, double similarity, long source) {

  public KeyPatch {
    codes = List.copyOf(codes);
    box = List.copyOf(box);
    if (codes.isEmpty() || box.size() != 4) {
      throw new IllegalArgumentException(
          "key patch: got codes " + codes + ", box " + box + ", expected a code and four edges");
    }
  }
}
