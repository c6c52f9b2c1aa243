package ai.chestnut.server.jobs;

import java.util.Locale;

/** Where a job is. */
public enum JobState {
  /** Accepted, and waiting for its turn. */
  QUEUED,
  /** At least one study has been begun. */
  RUNNING,
  /** Every study is there. */
  DONE,
  /** It could not be finished; the reason is told. */
  FAILED,
  /** Somebody took it back. */
  CANCELLED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
