package ai.chestnut.server.jobs;

import ai.chestnut.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Jobs in the database. */
public final class JobStore {

  private static final String COLUMNS =
      "id, sequence, owner, idempotency, request, request_sum, state, studies_done, studies_total,"
          + " refused, starts, reason, created_millis, finished_millis";

  private final Database database;

  public JobStore(Database database) {
    this.database = database;
  }

  private static Job job(ResultSet row) throws SQLException {
    long finished = row.getLong("finished_millis");
    OptionalLong over = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(finished);
    return new Job(
        row.getString("id"),
        row.getLong("sequence"),
        row.getString("owner"),
        Optional.ofNullable(row.getString("idempotency")),
        row.getString("request"),
        row.getString("request_sum"),
        JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("studies_done"),
        row.getInt("studies_total"),
        row.getInt("refused"),
        row.getInt("starts"),
        row.getString("reason"),
        row.getLong("created_millis"),
        over);
  }

  /** Keeps a new job; when this returns it will be done or reported, whatever happens. */
  void add(Job job) {
    database.change(
        "INSERT INTO jobs (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        job.id(),
        job.sequence(),
        job.owner(),
        job.idempotency(),
        job.request(),
        job.requestSum(),
        job.state().word(),
        job.done(),
        job.total(),
        job.refused(),
        job.starts(),
        job.reason(),
        job.createdMillis(),
        Optional.empty());
  }

  public Optional<Job> get(String id) {
    return database.row(JobStore::job, "SELECT " + COLUMNS + " FROM jobs WHERE id = ?", id);
  }

  Optional<Job> byKey(String owner, String idempotency) {
    return database.row(
        JobStore::job,
        "SELECT " + COLUMNS + " FROM jobs WHERE owner = ? AND idempotency = ?",
        owner,
        idempotency);
  }

  /** Every job that is not over, oldest first. */
  List<Job> unfinished() {
    return database.rows(
        JobStore::job,
        "SELECT " + COLUMNS + " FROM jobs WHERE state IN ('queued', 'running') ORDER BY sequence");
  }

  /**
   * Newest first.
   *
   * @param owner whose, or everybody's
   * @param before only jobs of a smaller sequence
   */
  public List<Job> list(Optional<String> owner, Optional<JobState> state, long before, int limit) {
    return database.rows(
        JobStore::job,
        "SELECT "
            + COLUMNS
            + " FROM jobs WHERE sequence < ? AND (? = '' OR owner = ?) AND (? = '' OR state = ?)"
            + " ORDER BY sequence DESC LIMIT ?",
        before,
        owner.orElse(""),
        owner.orElse(""),
        state.map(JobState::word).orElse(""),
        state.map(JobState::word).orElse(""),
        limit);
  }

  long lastSequence() {
    return database.number("SELECT MAX(sequence) FROM jobs");
  }

  void started(String id) {
    database.change("UPDATE jobs SET state = 'running', starts = starts + 1 WHERE id = ?", id);
  }

  void progressed(String id, int done, int refused) {
    database.change(
        "UPDATE jobs SET studies_done = ?, refused = ?, starts = 0 WHERE id = ?",
        done,
        refused,
        id);
  }

  /** Ends a job, unless it has ended already. */
  boolean finished(String id, JobState state, String reason, long millis) {
    return database.change(
            "UPDATE jobs SET state = ?, reason = ?, finished_millis = ?"
                + " WHERE id = ? AND state IN ('queued', 'running')",
            state.word(),
            reason,
            millis,
            id)
        == 1;
  }
}
