package ai.chestnut.pacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.dicom.FilmKind;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.study.Studies;
import ai.chestnut.study.StudyFolder;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, and stores that answer in ways nobody wishes for. */
class PushTest {

  private static final Push QUICK = new Push(3, Duration.ofMillis(1), Duration.ofSeconds(20));
  private static final Push HASTY = new Push(3, Duration.ofMillis(1), Duration.ofMillis(500));

  @TempDir Path root;

  @BeforeEach
  void study() {
    StudyFolder.write(root, Studies.full(0));
  }

  private List<Outcome> push(String to) {
    PushSource source = PushSource.of(root, FilmKind.DX, true, Optional.empty());
    return QUICK.send(source, PushTarget.of(to), Progress.SILENT);
  }

  private List<Outcome> pushTo(StubbornStore store) {
    return push("dicom://STORE@127.0.0.1:" + store.port());
  }

  @Test
  void addressesAreRead() {
    assertThat(PushTarget.of("dicom://PACS@host.example:104"))
        .isEqualTo(new PushTarget.Application("PACS", "CHESTNUT", "host.example", 104));
    assertThat(PushTarget.of("dicom://PACS@[::1]:104?from=ME"))
        .isEqualTo(new PushTarget.Application("PACS", "ME", "[::1]", 104));
    PushTarget web = PushTarget.of("https://me:secret@host.example:8042/dicom-web/");
    assertThat(web.shown()).isEqualTo("https://host.example:8042/dicom-web");
    assertThat(((PushTarget.Web) web).user()).isEqualTo("me:secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "ftp://x",
        "dicom://host:104",
        "dicom://PACS@host",
        "http://",
        "http:///x",
        "dicom://A-TITLE-THAT-IS-TOO-LONG@host:104",
        "dicom://PACS@host:104?from=",
        "http://a b"
      })
  void otherAddressesAreWrongRequests(String address) {
    assertThatThrownBy(() -> PushTarget.of(address)).isInstanceOf(RequestException.class);
  }

  @Test
  void aPasswordIsNotRepeated() {
    assertThatThrownBy(() -> PushTarget.of("htp://me:secret@host/x"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void nobodyThereIsAWrongPlace() throws IOException {
    int port;
    try (StubbornStore gone = StubbornStore.with(List.of())) {
      port = gone.port();
    }
    for (String address : List.of("dicom://STORE@127.0.0.1:" + port, "http://127.0.0.1:" + port)) {
      assertThatThrownBy(() -> push(address))
          .isInstanceOf(FileException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("a store that answers");
    }
  }

  @Test
  void aRejectionIsAWrongRequestAndIsNotRepeated() throws IOException {
    byte[] unknownTitle = {0, 1, 1, 7};
    try (StubbornStore store =
        StubbornStore.with(List.of(StubbornStore.answering(Pdus.ASSOCIATE_RJ, unknownTitle)))) {
      assertThatThrownBy(() -> pushTo(store))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("no application of this title");
      assertThat(store.connections).hasValue(1);
    }
  }

  @Test
  void aTemporaryRejectionIsAskedAgain() throws IOException {
    byte[] busy = {0, 2, 3, 2};
    try (StubbornStore store =
        StubbornStore.with(List.of(StubbornStore.answering(Pdus.ASSOCIATE_RJ, busy)))) {
      assertThatThrownBy(() -> pushTo(store))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("no room");
      assertThat(store.connections).hasValue(3);
    }
  }

  @Test
  void silenceAbortGarbageAndAFloodEndInTime() throws IOException {
    List<StubbornStore.Manner> manners =
        List.of(
            (in, out) -> Thread.sleep(1500),
            StubbornStore.answering(Pdus.ABORT, new byte[4]),
            StubbornStore.answering(99, new byte[4]),
            (in, out) -> out.write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.UTF_8)),
            (in, out) -> out.write(new byte[] {2, 0, 127, -1, -1, -1}),
            StubbornStore.answering(Pdus.ASSOCIATE_AC, new byte[3]),
            (in, out) -> {});
    for (StubbornStore.Manner manner : manners) {
      try (StubbornStore store = StubbornStore.with(List.of(manner))) {
        PushSource source = PushSource.of(root, FilmKind.DX, true, Optional.empty());
        PushTarget target = PushTarget.of("dicom://STORE@127.0.0.1:" + store.port());
        assertThatThrownBy(() -> HASTY.send(source, target, Progress.SILENT))
            .isInstanceOf(FileException.class);
        assertThat(store.connections.get()).isBetween(1, 3);
      }
    }
  }

  /** A DICOMweb service that gives one answer after another. */
  private List<String> bodies(List<String> heads, int... statuses) throws IOException {
    List<String> seen = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/web/studies",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int status = statuses[Math.min(seen.size(), statuses.length - 1)];
          seen.add(new String(body, StandardCharsets.ISO_8859_1));
          heads.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          heads.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          String answer = status == 200 || status == 409 ? answer(seen.get(0), status) : "";
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      outcomes = push("http://me:word@127.0.0.1:" + server.getAddress().getPort() + "/web/");
    } finally {
      server.stop(0);
    }
    return seen;
  }

  /**
   * The first object is refused with 409 and stored with 200, the second stored, the third lost.
   */
  private static String answer(String body, int status) {
    List<String> uids =
        Pattern.compile("DICM.{40,200}?(2\\.25\\.[0-9]{30,})", Pattern.DOTALL)
            .matcher(body)
            .results()
            .map(match -> match.group(1))
            .toList();
    String stored =
        uids.stream()
            .limit(status == 200 ? uids.size() : 2)
            .skip(status == 200 ? 0 : 1)
            .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}")
            .collect(Collectors.joining(","));
    String failed =
        status == 200
            ? ""
            : "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\""
                + uids.get(0)
                + "\"]},\"00081197\":{\"vr\":\"US\",\"Value\":[272]}}";
    return "{\"00081199\":{\"vr\":\"SQ\",\"Value\":["
        + stored
        + "]},\"00081198\":{\"vr\":\"SQ\",\"Value\":["
        + failed
        + "]}}";
  }

  private List<Outcome> outcomes = List.of();

  @Test
  void stowSendsWholeFilesInOneRequest() throws IOException {
    List<String> heads = new ArrayList<>();
    List<String> bodies = bodies(heads, 200);
    assertThat(bodies).hasSize(1);
    assertThat(heads.get(0)).startsWith("multipart/related; type=\"application/dicom\"; boundary=");
    assertThat(heads.get(1)).isEqualTo("Basic bWU6d29yZA==");
    String boundary = heads.get(0).replaceFirst(".*boundary=", "");
    String[] parts = bodies.get(0).split("--" + boundary, -1);
    assertThat(parts).hasSize(5); // before the first, three objects, after the last
    assertThat(parts[4]).isEqualTo("--\r\n");
    for (int i = 1; i <= 3; i++) {
      assertThat(parts[i]).startsWith("\r\nContent-Type: application/dicom");
      assertThat(parts[i].substring(parts[i].indexOf("\r\n\r\n") + 4).substring(128, 132))
          .isEqualTo("DICM");
    }
    assertThat(outcomes).hasSize(3).allMatch(Outcome::accepted);
  }

  @Test
  void stowTriesAgainWhenTheServiceIsOutOfBreath() throws IOException {
    List<String> bodies = bodies(new ArrayList<>(), 503, 429, 200);
    assertThat(bodies).hasSize(3);
    assertThat(bodies.get(2)).isEqualTo(bodies.get(0));
    assertThat(outcomes).hasSize(3).allMatch(Outcome::accepted);
  }

  @Test
  void stowSaysWhichObjectsWereRefused() throws IOException {
    bodies(new ArrayList<>(), 409);
    assertThat(outcomes)
        .extracting(Outcome::reason)
        .containsExactly("failure reason 0110", "", "not named in the answer, HTTP status 409");
  }

  @Test
  void stowToAnotherServiceIsAWrongRequest() {
    assertThatThrownBy(() -> bodies(new ArrayList<>(), 404))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no DICOMweb service")
        .hasMessageNotContaining("word");
    assertThatThrownBy(() -> bodies(new ArrayList<>(), 401)).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> bodies(new ArrayList<>(), 500)).isInstanceOf(FileException.class);
  }

  @Test
  void onlyFoldersWithStudiesOrDicomAreSent() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThatThrownBy(() -> PushSource.of(empty, FilmKind.DX, true, Optional.empty()))
        .isInstanceOf(FileException.class);
    assertThat(PushSource.of(root, FilmKind.DX, true, Optional.empty()).size()).isEqualTo(1);
    assertThat(PushSource.of(root.resolve("000000"), FilmKind.DX, true, Optional.empty()).size())
        .isEqualTo(1);
    Path dicom = Files.createDirectories(empty.resolve("a/b"));
    byte[] file =
        PushSource.of(root, FilmKind.DX, true, Optional.empty()).iterator().next().get(0).file();
    Files.write(dicom.resolve("x"), file);
    Files.writeString(dicom.resolve("notes.txt"), "no DICOM");
    List<Outgoing> batch =
        PushSource.of(empty, FilmKind.SC, true, Optional.empty()).iterator().next();
    assertThat(batch).hasSize(1);
    assertThat(batch.get(0).file()).isEqualTo(file);
  }
}
