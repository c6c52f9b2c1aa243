package ai.chestnut.study;

import java.util.List;

/**
 * What the panel decided.
 *
 * @param attempts films that were made until this one, from 1
 * @param reasons why it was refused; empty when accepted
 */
public record Verdict(boolean accepted, int attempts, List<String> reasons) {

  /** Accepted at the first attempt, by a panel or for want of one. */
  public static final Verdict ACCEPTED = new Verdict(true, 1, List.of());

  public Verdict {
    reasons = List.copyOf(reasons);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: got " + attempts + ", expected at least 1");
    }
    if (accepted != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "reasons: got " + reasons + ", expected " + (accepted ? "none" : "at least one"));
    }
  }
}
