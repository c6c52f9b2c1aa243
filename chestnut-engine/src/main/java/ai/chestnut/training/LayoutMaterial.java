package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;

/**
 * One kind of layers that a layout generator learns from.
 *
 * @param manifest folder of films with anatomy maps; split train is learnt, split val held out
 * @param share of a batch that comes from here, relative to the other materials'
 * @param leaveOut column to values whose rows are left out
 * @param real whether the layers are those of findings on real films; else they are drawn ones
 * @param insertions 0 to take the rows' own layers; else how many times findings are drawn into
 *     each row's anatomy instead
 */
record LayoutMaterial(
    String manifest,
    double share,
    Map<String, List<String>> leaveOut,
    boolean real,
    int insertions) {

  LayoutMaterial {
    leaveOut = Map.copyOf(leaveOut);
    if (!(share > 0) || insertions < 0 || (real && insertions > 0)) {
      throw new RequestException(
          "layout material",
          manifest,
          "share " + share + ", insertions " + insertions + ", real " + real,
          "a share above 0, insertions at least 0, and none of them real");
    }
  }
}
