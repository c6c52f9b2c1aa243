package ai.chestnut.server.api;

import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.EventStream;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Json;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import ai.chestnut.server.jobs.Job;
import ai.chestnut.server.jobs.JobDesk;
import ai.chestnut.server.jobs.JobEvents;
import ai.chestnut.server.jobs.JobState;
import ai.chestnut.study.SyntheticStudy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Jobs: hand in, watch, take back, fetch. */
final class JobsApi {

  private static final int BODY = 12 * 1024 * 1024;
  private static final int LISTENERS = 128;
  private static final long PULSE_MILLIS = 1000;
  private static final int PULSES_TO_COMMENT = 15;

  private final JobDesk desk;
  private final BooleanSupplier closing;
  private final Semaphore listeners = new Semaphore(LISTENERS);

  /**
   * @param closing whether open streams are to end
   */
  JobsApi(JobDesk desk, BooleanSupplier closing) {
    this.desk = desk;
    this.closing = closing;
  }

  List<Route> routes() {
    String job = "/api/v1/jobs/{job}";
    String study = job + "/studies/{study}";
    return List.of(
        new Route(
            "POST",
            "/api/v1/jobs",
            AccessScope.GENERATE,
            Operation.of(
                    "submitJob",
                    "Hand in a job; with the header Idempotency-Key the same job only once",
                    "Job")
                .taking("JobRequest", 202),
            this::submit),
        new Route(
            "GET",
            "/api/v1/jobs",
            AccessScope.READ,
            Operation.of("listJobs", "Jobs, newest first", "Jobs", "state", "before", "limit"),
            this::list),
        new Route(
            "GET",
            job,
            AccessScope.READ,
            Operation.of("getJob", "One job", "Job"),
            exchange -> exchange.json(200, view(job(exchange)))),
        new Route(
            "DELETE",
            job,
            AccessScope.GENERATE,
            Operation.of("cancelJob", "Take a job back", "Job"),
            exchange -> exchange.json(200, view(desk.cancel(job(exchange))))),
        new Route(
            "GET",
            job + "/events",
            AccessScope.READ,
            Operation.of(
                "watchJob",
                "Steps, previews, studies and states as they come",
                "text/event-stream"),
            this::events),
        new Route(
            "GET",
            study,
            AccessScope.READ,
            Operation.of("getStudy", "The document of a study", "Study"),
            exchange -> StudyFiles.send(exchange, study(exchange), "study.json")),
        new Route(
            "GET",
            study + "/files/{file+}",
            AccessScope.READ,
            Operation.of("getStudyFile", "A picture of a study", "image/png"),
            exchange -> StudyFiles.send(exchange, study(exchange), exchange.place("file"))),
        new Route(
            "GET",
            study + "/download",
            AccessScope.READ,
            Operation.of("downloadStudy", "A study in one file", "application/zip", "format"),
            exchange -> StudyFiles.download(exchange, study(exchange), exchange.place("job"))));
  }

  private void submit(Exchange exchange) throws IOException {
    Optional<String> key = exchange.header("Idempotency-Key");
    if (!key.map(k -> k.matches("[\\x21-\\x7e]{1,200}")).orElse(true)) {
      throw Problem.badRequest("idempotency key: expected 1 to 200 visible signs");
    }
    JsonNode body = exchange.json(BODY);
    JobDesk.Taken taken = desk.take(exchange.caller().name(), key, body);
    exchange.with("Location", "/api/v1/jobs/" + taken.job().id());
    exchange.json(202, view(taken.job()));
  }

  private void list(Exchange exchange) throws IOException {
    Optional<JobState> state = exchange.query("state").map(JobsApi::state);
    long before =
        exchange
            .query("before")
            .map(id -> desk.store().get(id).orElseThrow(() -> Problem.notFound("job")).sequence())
            .orElse(Long.MAX_VALUE);
    Optional<String> owner =
        exchange.caller().seesAll() ? Optional.empty() : Optional.of(exchange.caller().name());
    List<Job> jobs = desk.store().list(owner, state, before, exchange.query("limit", 50, 1, 200));
    exchange.json(200, Map.of("jobs", jobs.stream().map(JobsApi::view).toList()));
  }

  private static JobState state(String word) {
    return Arrays.stream(JobState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Problem.badRequest("state: expected queued, running, done, failed or cancelled"));
  }

  /** The job of the path, if it is the caller's to see. */
  private Job job(Exchange exchange) {
    return desk.store()
        .get(exchange.place("job"))
        .filter(job -> exchange.caller().seesAll() || job.owner().equals(exchange.caller().name()))
        .orElseThrow(() -> Problem.notFound("job"));
  }

  private Path study(Exchange exchange) {
    return StudyFiles.folder(desk.folder(job(exchange).id()), exchange.place("study"));
  }

  /** A job as callers see it. */
  static Map<String, @Nullable Object> view(Job job) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", job.id());
    view.put("state", job.state().word());
    view.put("reason", job.reason());
    view.put("done", job.done());
    view.put("total", job.total());
    view.put("refused", job.refused());
    view.put("owner", job.owner());
    view.put("createdMillis", job.createdMillis());
    view.put(
        "finishedMillis",
        job.finishedMillis().isPresent() ? job.finishedMillis().getAsLong() : null);
    view.put("request", withoutPictures(job.request()));
    List<String> studies = new ArrayList<>();
    for (int i = 0; i < job.done(); i++) {
      studies.add(SyntheticStudy.idOf(i));
    }
    view.put("studies", studies);
    return view;
  }

  /** Whoever lists jobs does not want their megabytes. */
  private static JsonNode withoutPictures(String request) {
    ObjectNode node = (ObjectNode) Json.read(request.getBytes(StandardCharsets.UTF_8));
    node.remove(List.of("anatomy", "from"));
    node.path("pathology").forEach(each -> ((ObjectNode) each).remove("mask"));
    return node;
  }

  private void events(Exchange exchange) throws IOException {
    Job asked = job(exchange);
    if (!listeners.tryAcquire()) {
      throw new Problem(429, "listeners: " + LISTENERS + " listen already").retryAfter(5);
    }
    try (JobEvents.Listener listener = desk.events().listen(asked.id());
        EventStream stream = exchange.events()) {
      Job now = desk.store().get(asked.id()).orElse(asked); // after listening: nothing is missed
      stream.send("job", 0, Json.line(view(now)));
      relay(now, listener, stream);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.release();
    }
  }

  private void relay(Job job, JobEvents.Listener listener, EventStream stream)
      throws IOException, InterruptedException {
    boolean over = job.state().isOver();
    long number = 1;
    for (int quiet = 0; !over && !closing.getAsBoolean(); ) {
      Optional<JobEvents.Event> event = listener.next(PULSE_MILLIS);
      if (event.isPresent()) {
        stream.send(event.get().kind(), number++, event.get().data());
        quiet = 0;
      } else if (++quiet % PULSES_TO_COMMENT == 0) {
        stream.comment("still here");
      }
      if (event.isEmpty() || event.get().kind().equals("state")) {
        Job now = desk.store().get(job.id()).orElse(job);
        over = now.state().isOver();
        if (over) {
          stream.send("job", number++, Json.line(view(now)));
        }
      }
    }
  }
}
