package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;

/**
 * Real films that a panel is fitted to.
 *
 * @param manifest its folder
 * @param split train, val or test
 * @param leaveOut column to values whose rows are left out
 */
record GateFilms(String manifest, String split, Map<String, List<String>> leaveOut) {

  GateFilms {
    leaveOut = Map.copyOf(leaveOut);
    if (Split.named(split).isEmpty()) {
      throw new RequestException("films", "split", "'" + split + "'", "train, val or test");
    }
  }
}
