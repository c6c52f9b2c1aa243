package ai.chestnut.server.jobs;

import ai.chestnut.server.http.Json;
import ai.chestnut.server.http.Problem;
import ai.chestnut.storage.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes jobs in and takes them back. A job is accepted when it stands in the database; what is
 * accepted survives whatever happens to this process.
 */
public final class JobDesk {

  private static final int BUSY_SECONDS = 5;

  private final JobStore store;
  private final JobLine line = new JobLine();
  private final JobEvents events = new JobEvents();
  private final Path folder;
  private final int room;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong sequence;
  private volatile boolean closed;
  private volatile String cancelled = ""; // the running job, if somebody wants it to stop

  /**
   * @param folder where the jobs' studies go, one folder a job
   * @param room how many jobs may wait
   */
  public JobDesk(JobStore store, Path folder, int room, Clock clock) {
    this.store = store;
    this.folder = folder;
    this.room = room;
    this.clock = clock;
    this.sequence = new AtomicLong(store.lastSequence());
    store.unfinished().forEach(job -> line.add(job.owner(), job.id()));
  }

  /** What became of a request: a new job, or the one that the same key made before. */
  public record Taken(Job job, boolean isNew) {}

  /**
   * Accepts a job.
   *
   * @param key two requests of one owner with one key are one job
   * @throws Problem 429 if too many wait, 409 if the key stands for another request, 503 when
   *     closing
   */
  public synchronized Taken take(String owner, Optional<String> key, JsonNode body) {
    String request = Json.line(body);
    Optional<Job> before = key.flatMap(k -> store.byKey(owner, k));
    String sum = Sha256.of(request);
    if (before.isPresent()) {
      if (!before.get().requestSum().equals(sum)) {
        throw new Problem(409, "idempotency key: got one that stands for another request");
      }
      return new Taken(before.get(), false);
    }
    JobRequest asked = JobRequest.of(body);
    if (closed) {
      throw new Problem(503, "server: it is closing").retryAfter(BUSY_SECONDS);
    }
    if (line.size() >= room) {
      throw new Problem(429, "queue: " + room + " jobs wait already").retryAfter(BUSY_SECONDS);
    }
    Job job =
        new Job(
            id(),
            sequence.incrementAndGet(),
            owner,
            key,
            request,
            sum,
            JobState.QUEUED,
            0,
            asked.generation().count(),
            0,
            0,
            "",
            clock.millis(),
            OptionalLong.empty());
    store.add(job);
    line.add(owner, job.id());
    return new Taken(job, true);
  }

  private String id() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Takes a job back; one that is over stays as it is. */
  public Job cancel(Job job) {
    synchronized (this) {
      Job now = store.get(job.id()).orElse(job);
      if (line.remove(job.owner(), job.id())) {
        over(job.id(), JobState.CANCELLED, "taken back");
      } else if (!now.state().isOver()) {
        cancelled = job.id(); // it is in hand: its next step ends it
      }
    }
    return store.get(job.id()).orElse(job);
  }

  boolean isCancelled(String job) {
    return cancelled.equals(job);
  }

  void over(String job, JobState state, String reason) {
    if (store.finished(job, state, reason, clock.millis())) {
      events.tell(job, "state", Json.line(Map.of("state", state.word(), "reason", reason)));
    }
  }

  /** No more jobs from here on. */
  public void close() {
    closed = true;
  }

  /** The folder of a job's studies. */
  public Path folder(String job) {
    return folder.resolve(job);
  }

  public JobStore store() {
    return store;
  }

  public JobEvents events() {
    return events;
  }

  /** How many jobs wait. */
  public int waiting() {
    return line.size();
  }

  JobLine line() {
    return line;
  }
}
