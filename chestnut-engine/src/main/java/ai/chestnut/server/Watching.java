package ai.chestnut.server;

import ai.chestnut.server.http.Front;
import ai.chestnut.server.jobs.JobState;
import ai.chestnut.server.jobs.Workshop;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;

/** What Prometheus reads: requests, jobs, studies, the queue, the Java machine. */
final class Watching implements Front.Watch, Workshop.Tally {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("chestnut_http_requests_total")
          .help("Requests by route and status.")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Histogram times =
      Histogram.builder()
          .name("chestnut_http_request_seconds")
          .help("Time until the answer was written.")
          .labelNames("route")
          .classicOnly()
          .register(registry);
  private final Counter jobs =
      Counter.builder()
          .name("chestnut_jobs_total")
          .help("Jobs that ended, by state.")
          .labelNames("state")
          .register(registry);
  private final Counter studies =
      Counter.builder()
          .name("chestnut_studies_total")
          .help("Studies made, by method and verdict.")
          .labelNames("method", "verdict")
          .register(registry);
  private final Histogram studyTimes =
      Histogram.builder()
          .name("chestnut_study_seconds")
          .help("Time to make one study, all attempts.")
          .labelNames("method")
          .classicOnly()
          .classicUpperBounds(0.1, 0.3, 1, 3, 10, 30, 100, 300)
          .register(registry);

  Watching(IntSupplier waiting) {
    GaugeWithCallback.builder()
        .name("chestnut_jobs_waiting")
        .help("Jobs that wait for their turn.")
        .callback(callback -> callback.call(waiting.getAsInt()))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  @Override
  public void seen(String method, String route, int status, double seconds) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
    times.labelValues(route).observe(seconds);
  }

  @Override
  public void study(String method, double seconds, boolean accepted) {
    studies.labelValues(method, accepted ? "accepted" : "refused").inc();
    studyTimes.labelValues(method).observe(seconds);
  }

  @Override
  public void job(JobState state) {
    jobs.labelValues(state.word()).inc();
  }

  /** In Prometheus' text format, version 0.0.4. */
  byte[] text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, registry.scrape());
    return out.toByteArray();
  }
}
