package ai.chestnut.expert;

import java.util.List;

/**
 * What one gate decided.
 *
 * @param gate its name in words, such as "finding agreement"
 * @param remarks why it failed or was not applied, or what it left undecided
 */
public record GateResult(String gate, Outcome outcome, List<String> remarks) {

  /** What became of a film at a gate. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** Without a calibration, an expert or a request there is nothing to decide by. */
    NOT_APPLIED
  }

  public GateResult {
    remarks = List.copyOf(remarks);
    if (outcome != Outcome.PASSED && remarks.isEmpty()) {
      throw new IllegalArgumentException(
          "gate (" + gate + "): got no remark, expected why it says " + outcome);
    }
  }

  static GateResult notApplied(String gate, String why) {
    return new GateResult(gate, Outcome.NOT_APPLIED, List.of(why));
  }

  /** Failed exactly where there are faults; the notes stand beside them. */
  static GateResult of(String gate, List<String> faults, List<String> notes) {
    return faults.isEmpty()
        ? new GateResult(gate, Outcome.PASSED, notes)
        : new GateResult(gate, Outcome.FAILED, faults);
  }

  public boolean failed() {
    return outcome == Outcome.FAILED;
  }
}
