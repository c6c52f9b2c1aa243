package ai.chestnut.pacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.dicom.FilmKind;
import ai.chestnut.dicom.Tools;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.Studies;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orthanc and dcmtk's storescp, started here on free ports: what they hold is what was sent. */
@Tag("tools")
class RealStoreTest {

  private static final Push PUSH = new Push(1, Duration.ofMillis(1), Duration.ofSeconds(20));
  private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");

  @TempDir Path root;
  private final List<Process> started = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void studies() {
    StudyFolder.write(root.resolve("studies"), Studies.full(0));
    StudyFolder.write(root.resolve("studies"), Studies.full(1));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      process.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void start(String... command) throws IOException {
    started.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("log" + started.size() + ".txt").toFile())
            .start());
  }

  private List<Outcome> push(String to) {
    return PUSH.send(
        PushSource.of(root.resolve("studies"), FilmKind.DX, true, Optional.empty()),
        PushTarget.of(to),
        Progress.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+x=", "+xi"})
  void storescpTakesExplicitAndImplicit(String preference) throws Exception {
    Tools.require("storescp", "dcmdump");
    int port = freePort();
    Path kept = Files.createDirectory(root.resolve("kept"));
    start("storescp", preference, "-od", kept.toString(), "-aet", "SCP", String.valueOf(port));
    waitFor(port);
    assertThat(push("dicom://SCP@127.0.0.1:" + port)).hasSize(6).allMatch(Outcome::accepted);
    try (Stream<Path> files = Files.list(kept)) {
      List<Path> films = files.filter(file -> isFilm(file)).toList();
      assertThat(films).hasSize(2);
      assertThat(films).filteredOn(film -> shows(film, 0)).hasSize(1);
      assertThat(films).filteredOn(film -> shows(film, 1)).hasSize(1);
    }
  }

  private static boolean isFilm(Path file) {
    return file.getFileName().toString().startsWith("DX");
  }

  /** Whether the file holds a film with the pixels of that study. */
  private static boolean shows(Path file, int index) {
    try {
      Radiograph film = DicomFilm.read(file).film();
      return Arrays.equals(film.unit(), Studies.full(index).film().unit());
    } catch (FileException noFilm) {
      return false;
    }
  }

  @Test
  void storescpThatRefusesIsUnwilling() throws Exception {
    Tools.require("storescp");
    int port = freePort();
    start("storescp", "--refuse", "-od", root.toString(), String.valueOf(port));
    waitFor(port);
    assertThatThrownBy(() -> push("dicom://SCP@127.0.0.1:" + port))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("rejected");
  }

  @Test
  void orthancGivesBackTheSamePixels() throws Exception {
    Tools.require("Orthanc");
    assumeTrue(Files.exists(PLUGIN), "Orthanc's DICOMweb plug-in is not installed");
    int http = freePort();
    int dicom = freePort();
    Path store = Files.createDirectory(root.resolve("orthanc"));
    String configuration =
        """
        {"Name": "T", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "HttpPort": %2$d,
         "DicomPort": %3$d, "DicomAet": "ORTHANC", "RemoteAccessAllowed": false,
         "AuthenticationEnabled": true, "RegisteredUsers": {"me": "word"},
         "Plugins": ["%4$s"], "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}}
        """
            .formatted(store, http, dicom, PLUGIN);
    Path file = root.resolve("orthanc.json");
    Files.writeString(file, configuration);
    start("Orthanc", file.toString());
    waitFor(http);
    waitFor(dicom);
    String web = "http://me:word@127.0.0.1:" + http + "/dicom-web";
    assertThat(push(web)).hasSize(6).allMatch(Outcome::accepted);
    check(http, 6);
    // the same again, and the other way: nothing is doubled
    assertThat(push(web)).hasSize(6).allMatch(Outcome::accepted);
    assertThat(push("dicom://ORTHANC@127.0.0.1:" + dicom)).hasSize(6).allMatch(Outcome::accepted);
    check(http, 6);
    assertThatThrownBy(() -> push("http://me:wrong@127.0.0.1:" + http + "/dicom-web"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("401");
  }

  /** Every object of the store, downloaded, against what was sent. */
  private void check(int http, int expected) throws IOException, InterruptedException {
    String listed = new String(get(http, "/instances"), StandardCharsets.UTF_8);
    List<String> ids =
        Stream.of(listed.split("[^0-9a-f-]+")).filter(id -> id.length() > 30).toList();
    assertThat(ids).hasSize(expected);
    int films = 0;
    for (String id : ids) {
      byte[] bytes = get(http, "/instances/" + id + "/file");
      Path file = root.resolve("back.dcm");
      Files.write(file, bytes);
      films += shows(file, 0) || shows(file, 1) ? 1 : 0;
    }
    assertThat(films).isEqualTo(2);
  }

  private byte[] get(int http, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
            .header("Authorization", "Basic bWU6d29yZA==")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private static void waitFor(int port) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException("no server on port " + port + " after 10 s");
  }
}
