package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of films that an expert learns from.
 *
 * @param manifest its folder; films of split train are learnt, of split val held out
 * @param share of a batch that comes from here, relative to the other materials'
 * @param leaveOut column to values whose rows are left out
 * @param segmenter weights of an anatomy segmenter; with it, films without an anatomy map take
 *     theirs from it where that is plausible (self-training)
 * @param insertions how many times lesions are drawn into each film without findings; only such
 *     films are then learnt from; needs the segmenter
 */
record Material(
    String manifest,
    double share,
    Map<String, List<String>> leaveOut,
    Optional<String> segmenter,
    int insertions) {

  Material {
    leaveOut = Map.copyOf(leaveOut);
    if (!(share > 0) || insertions < 0) {
      throw new RequestException(
          "material",
          manifest,
          "share " + share + ", insertions " + insertions,
          "a share above 0, insertions at least 0");
    }
    if (insertions > 0 && segmenter.isEmpty()) {
      throw new RequestException(
          "material",
          manifest,
          "insertions without a segmenter",
          "a segmenter: lesions have places");
    }
  }
}
