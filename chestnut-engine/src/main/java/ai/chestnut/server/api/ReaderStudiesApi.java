package ai.chestnut.server.api;

import ai.chestnut.reading.AnswerBook;
import ai.chestnut.reading.BlindCase;
import ai.chestnut.reading.Protocol;
import ai.chestnut.reading.Question;
import ai.chestnut.reading.ReaderReport;
import ai.chestnut.reading.ReaderStudy;
import ai.chestnut.reading.ReportFiles;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.access.Caller;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reader studies: what is next, its picture, the answer; the report for who may know. */
final class ReaderStudiesApi {

  private static final int BODY = 64 * 1024;

  private final ReaderStudies studies;

  ReaderStudiesApi(ReaderStudies studies) {
    this.studies = studies;
  }

  List<Route> routes() {
    String study = "/api/v1/reader-studies/{study}";
    return List.of(
        new Route(
            "GET",
            "/api/v1/reader-studies",
            AccessScope.STUDY,
            Operation.of("listReaderStudies", "Reader studies", "ReaderStudies"),
            this::list),
        new Route(
            "POST",
            "/api/v1/reader-studies",
            AccessScope.ADMIN,
            Operation.of("createReaderStudy", "Choose and blind films", "ReaderStudy")
                .taking("ReaderStudyRequest", 201),
            this::create),
        new Route(
            "GET",
            study,
            AccessScope.STUDY,
            Operation.of("getReaderStudy", "What a reader has to do next", "ReaderTurn", "reader"),
            exchange -> exchange.json(200, turn(study(exchange), reader(exchange)))),
        new Route(
            "GET",
            study + "/films/{film}",
            AccessScope.STUDY,
            Operation.of("getBlindedFilm", "The picture of a blinded film", "image/png", "reader"),
            this::film),
        new Route(
            "POST",
            study + "/answers",
            AccessScope.STUDY,
            Operation.of("answer", "Answer the film that is next", "ReaderTurn", "reader")
                .taking("ReaderAnswer", 200),
            this::answer),
        new Route(
            "GET",
            study + "/report",
            AccessScope.ADMIN,
            Operation.of("getReport", "The report of all answers so far", "text/html"),
            this::report));
  }

  private void list(Exchange exchange) throws IOException {
    exchange.json(
        200,
        Map.of(
            "studies",
            studies.names().stream()
                .map(
                    name -> {
                      ReaderStudy study = studies.open(name);
                      return Map.of(
                          "name", name,
                          "title", study.protocol().title(),
                          "films", study.cases().size(),
                          "readers", study.readers().size());
                    })
                .toList()));
  }

  private void create(Exchange exchange) throws IOException {
    ReaderStudy made = studies.create(ReaderStudyRequest.of(exchange.json(BODY)));
    exchange.json(
        201,
        Map.of(
            "name", String.valueOf(made.folder().getFileName()),
            "title", made.protocol().title(),
            "films", made.cases().size(),
            "readers", 0));
  }

  private ReaderStudy study(Exchange exchange) {
    return studies.open(exchange.place("study"));
  }

  /** A reader with a token reads under the token's name; here at the machine, under any. */
  private static String reader(Exchange exchange) {
    Caller caller = exchange.caller();
    if (caller.may(AccessScope.ADMIN)) {
      return exchange.query("reader").orElse(caller.name());
    }
    return caller.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  private Map<String, @Nullable Object> turn(ReaderStudy study, String reader) {
    synchronized (studies.lock(study, reader)) {
      return turn(study, AnswerBook.open(study, reader));
    }
  }

  private static Map<String, @Nullable Object> turn(ReaderStudy study, AnswerBook book) {
    Protocol protocol = study.protocol();
    Map<String, @Nullable Object> turn = new LinkedHashMap<>();
    turn.put("title", protocol.title());
    turn.put("questions", protocol.questions().stream().map(Question::word).toList());
    turn.put("finding", protocol.finding().map(f -> f.canonicalName()).orElse(null));
    turn.put("side", protocol.side());
    long films = book.answers().stream().filter(a -> !a.ofOverlay()).count();
    turn.put("answered", films);
    turn.put("total", study.cases().size());
    Optional<BlindCase> next = book.next();
    Optional<BlindCase> overlay = next.isPresent() ? Optional.empty() : book.nextOverlay();
    turn.put("next", next.map(BlindCase::name).orElse(null));
    turn.put("overlay", overlay.map(BlindCase::name).orElse(null));
    turn.put("overlaysLeft", overlaysLeft(study, book));
    return turn;
  }

  private static long overlaysLeft(ReaderStudy study, AnswerBook book) {
    return study.cases().stream().filter(BlindCase::overlay).count()
        - book.answers().stream().filter(answer -> answer.ofOverlay()).count();
  }

  /** Only the film that is due is shown, so that nobody looks ahead or lays films side by side. */
  private void film(Exchange exchange) throws IOException {
    ReaderStudy study = study(exchange);
    String reader = reader(exchange);
    AnswerBook book;
    synchronized (studies.lock(study, reader)) {
      book = AnswerBook.open(study, reader);
    }
    String film = exchange.place("film");
    if (book.next().filter(due -> due.name().equals(film)).isPresent()) {
      exchange.file(study.film(film), "image/png");
    } else if (book.nextOverlay().filter(due -> due.name().equals(film)).isPresent()) {
      exchange.file(study.overlay(film), "image/png");
    } else {
      throw new Problem(403, "film: it is not the one that is next");
    }
  }

  private void answer(Exchange exchange) throws IOException {
    ReaderStudy study = study(exchange);
    String reader = reader(exchange);
    Body body =
        Body.of(
            exchange.json(BODY),
            "answer",
            "film",
            "real",
            "confidence",
            "anatomy",
            "pathology",
            "finding",
            "overlay",
            "reasons",
            "comment",
            "millis");
    synchronized (studies.lock(study, reader)) {
      AnswerBook book = AnswerBook.open(study, reader);
      book.add(ReaderStudyRequest.answer(body, study.hash(), reader, book.answers().size()));
      exchange.json(200, turn(study, book));
    }
  }

  private void report(Exchange exchange) throws IOException {
    ReaderStudy study = study(exchange);
    if (study.readers().isEmpty()) {
      throw Problem.notFound("answers");
    }
    byte[] page = ReportFiles.page(ReaderReport.of(study)).getBytes(StandardCharsets.UTF_8);
    exchange.with("Content-Security-Policy", ArchivesApi.PAGE_POLICY);
    exchange.bytes(200, "text/html; charset=utf-8", page);
  }
}
