package ai.chestnut.production;

import ai.chestnut.failure.RequestException;
import java.util.List;

/** The gates by name, and whose reasons are whose: a reason begins with its gate and a colon. */
final class GateChoice {

  /** Those of the expert panel. */
  static final List<String> GATES =
      List.of(
          "finding agreement",
          "anatomy plausibility",
          "image-text agreement",
          "likeness to real films");

  private GateChoice() {}

  static void require(List<String> gates) {
    for (String gate : gates) {
      if (!GATES.contains(gate)) {
        throw new RequestException(
            "plan", "panel.gates", "'" + gate + "'", "of " + String.join(", ", GATES));
      }
    }
  }

  /** The gate of a reason. */
  static String of(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** Reasons of some gates alone. */
  static List<String> reasons(List<String> reasons, List<String> gates) {
    return reasons.stream().filter(reason -> gates.contains(of(reason))).toList();
  }
}
