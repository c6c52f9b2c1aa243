package ai.chestnut.server.api;

import ai.chestnut.failure.RequestException;
import ai.chestnut.reading.Answer;
import ai.chestnut.reading.Protocol;
import ai.chestnut.reading.Question;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Problem;
import ai.chestnut.vocabulary.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A reader study as it is asked for.
 *
 * @param name of its folder
 * @param sources of every arm: {@code archives/NAME}, {@code films/NAME} or {@code jobs/ID}
 */
record ReaderStudyRequest(String name, Protocol protocol, Map<String, String> sources) {

  static ReaderStudyRequest of(JsonNode node) {
    Body body =
        Body.of(
            node,
            "study",
            "name",
            "title",
            "real",
            "systems",
            "perArm",
            "repeats",
            "side",
            "seed",
            "questions",
            "finding");
    String name = body.text("name", 60).orElse("");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
      throw Problem.badRequest("study.name: expected 1 to 60 of a to z, 0 to 9 and -");
    }
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put(Protocol.REAL, source(body.text("real", 120).orElse("")));
    List<String> arms = new ArrayList<>(List.of(Protocol.REAL));
    for (Body system : body.objects("systems", 10, "name", "source")) {
      String arm = system.text("name", 40).orElse("");
      arms.add(arm);
      sources.put(arm, source(system.text("source", 120).orElse("")));
    }
    List<Question> questions =
        body.texts("questions", 10, 20).stream().map(Question::named).toList();
    return new ReaderStudyRequest(
        name,
        new Protocol(
            Protocol.FORMAT,
            body.text("title", 200).orElse(name),
            body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0L),
            arms,
            body.small("perArm", 1, 1000).orElse(20),
            body.number("repeats", 0, 0.5).orElse(0.1),
            body.small("side", 32, 2048).orElse(512),
            questions.isEmpty()
                ? List.of(Question.AUTHENTIC, Question.ANATOMY, Question.PATHOLOGY)
                : questions,
            body.text("finding", 60).map(ReaderStudyRequest::finding)),
        sources);
  }

  private static Finding finding(String name) {
    return Finding.named(name)
        .orElseThrow(() -> new RequestException("finding", "study", "'" + name + "'", "a finding"));
  }

  private static String source(String text) {
    if (!text.matches("(archives|films|jobs)/[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")) {
      throw Problem.badRequest("source: expected archives/NAME, films/NAME or jobs/ID");
    }
    return text;
  }

  /** An answer as a reader's page sends it. */
  static Answer answer(Body body, String protocol, String reader, int position) {
    return new Answer(
        protocol,
        reader,
        body.text("film", 20).orElse(""),
        position,
        body.flag("real"),
        scale(body, "confidence"),
        scale(body, "anatomy"),
        scale(body, "pathology"),
        body.text("finding", 10),
        scale(body, "overlay"),
        body.texts("reasons", 20, 80),
        body.text("comment", 2000).orElse(""),
        body.whole("millis", 0, 86_400_000).orElse(0L));
  }

  private static OptionalInt scale(Body body, String name) {
    Optional<Integer> value = body.small(name, 1, 5);
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }
}
