package ai.chestnut.server.jobs;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Json;
import ai.chestnut.server.http.Problem;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Given;
import ai.chestnut.synthesis.Method;
import ai.chestnut.synthesis.Sampling;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job as it is handed in: what {@code generate} takes, as JSON.
 *
 * @param generation what to make
 * @param parent the study that this one is a version of, {@code JOB/STUDY}, or empty
 */
public record JobRequest(GenerationRequest generation, Optional<String> parent) {

  private static final int MOST_STUDIES = 64;
  private static final int MOST_STEPS = 200;
  private static final int MOST_ATTEMPTS = 8;
  private static final int LONGEST_PROMPT = 4000;

  /** Every name that a request may have. */
  private static final String[] NAMES = {
    "prompt",
    "findings",
    "method",
    "model",
    "count",
    "seed",
    "steps",
    "guidance",
    "filter",
    "attempts",
    "bitDepth",
    "parent",
    "anatomy",
    "pathology",
    "from"
  };

  /**
   * Reads a request and holds that it can be followed.
   *
   * @throws Problem 400 if it is malformed
   * @throws RequestException if it makes no sense
   */
  public static JobRequest of(JsonNode node) {
    Body body = Body.of(node, "job", NAMES);
    Sampling standard = Sampling.standard();
    Sampling sampling =
        body.small("steps", 1, MOST_STEPS).map(standard::withSteps).orElse(standard);
    sampling = body.number("guidance", 0, 100).map(sampling::withGuidance).orElse(sampling);
    Given given = JobPictures.given(body);
    Method method =
        body.text("method", 20)
            .map(Method::named)
            .orElse(given.isNothing() ? Method.standard() : Method.standardForLayouts());
    method.requireBuilt();
    if (!given.isNothing()) {
      method.requireTakesLayouts();
    }
    GenerationRequest generation =
        GenerationRequest.of(asked(body))
            .withMethod(method)
            .withGiven(given)
            .withModel(body.text("model", 80).orElse(""))
            .withCount(body.small("count", 1, MOST_STUDIES).orElse(1))
            .withSeed(body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0L))
            .withSampling(sampling)
            .withBitDepth(body.small("bitDepth", 8, 16).orElse(8))
            .withFilter(
                new GenerationRequest.Filter(
                    body.flag("filter").orElse(true),
                    body.small("attempts", 1, MOST_ATTEMPTS).orElse(4)));
    return new JobRequest(generation, parent(body));
  }

  /** A request as it stands in the database. */
  static JobRequest of(String json) {
    return of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> parent(Body body) {
    Optional<String> parent = body.text("parent", 80);
    if (!parent.map(p -> p.matches("[0-9a-z-]{1,40}/[0-9]{6,9}")).orElse(true)) {
      throw Problem.badRequest("job.parent: expected JOB/STUDY");
    }
    return parent;
  }

  /** Prompt and findings together, which must make sense together. */
  private static Prompt asked(Body body) {
    Optional<String> text = body.text("prompt", LONGEST_PROMPT);
    Optional<String> findings = body.text("findings", LONGEST_PROMPT);
    if (text.isEmpty() && findings.isEmpty()) {
      throw new RequestException("prompt", "job", "none", "a prompt or findings");
    }
    Prompt read = new ReportReader().read(text.orElse(""));
    List<Observation> all = new ArrayList<>(read.observations());
    findings.ifPresent(list -> all.addAll(FindingList.parse(list)));
    return text.isPresent()
        ? new Prompt(read.text(), read.view(), read.sex(), read.ageYears(), all, read.unknown())
        : Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), all);
  }
}
