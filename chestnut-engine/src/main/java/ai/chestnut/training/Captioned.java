package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;

/**
 * One kind of films that a generator learns from.
 *
 * @param manifest its folder; films of split train are learnt, of split val held out
 * @param share of a batch that comes from here, relative to the other materials'
 * @param leaveOut column to values whose rows are left out
 * @param words {@code labels}: of a film its labels are said; {@code text}: what its row's text
 *     says
 */
record Captioned(String manifest, double share, Map<String, List<String>> leaveOut, String words) {

  Captioned {
    leaveOut = Map.copyOf(leaveOut);
    if (!(share > 0)) {
      throw new RequestException("material", manifest, "share " + share, "a share above 0");
    }
    if (!words.equals("labels") && !words.equals("text")) {
      throw new RequestException("material", manifest, "words '" + words + "'", "labels or text");
    }
  }
}
