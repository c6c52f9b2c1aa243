package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.chestnut.models.Catalogue;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.tensor.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The studio in a real browser, with the random models. With the system property {@code
 * chestnut.pictures} the pages are kept in that folder for people to look at.
 */
final class StudioTest {

  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  @TempDir private Path data;

  private Optional<ChestnutServer> running = Optional.empty();
  private Optional<Browser> open = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Browser.installed().isPresent(), "no Chromium is installed");
    running =
        Optional.of(
            ChestnutServer.start(
                ServerOptions.local(data), new Catalogue(data.resolve("weights")), Device.CPU));
    open = Optional.of(Browser.start(data.resolve("profile")));
    browser().size(1280, 900);
  }

  @AfterEach
  void stop() {
    open.ifPresent(Browser::close);
    running.ifPresent(ChestnutServer::close);
  }

  private Browser browser() {
    return open.orElseThrow();
  }

  private String address() {
    return running.orElseThrow().address();
  }

  private void enter(String room) {
    browser().go("about:blank");
    browser().go(address() + "/#" + room);
    browser().awaitElement("[data-room=" + room.replaceAll("/.*", "") + "] *");
  }

  /** A prompt, few steps, the panel off: what the random models make is nothing to judge. */
  private void ask(String prompt) {
    browser().click("textarea");
    browser().type(prompt);
    browser().awaitElement(".chips li");
  }

  private void fewSteps() {
    browser()
        .eval(
            "(() => { for (const f of document.querySelectorAll('.settings .field')) { const name ="
                + " f.querySelector('label').textContent; const i = f.querySelector('input'); if"
                + " (name === 'Steps') i.value = 6; } })()");
  }

  private void awaitFilm() {
    browser().await("document.querySelector('[data-place=status]').dataset.kind === 'good'");
    browser().awaitElement("[data-do=png]");
  }

  @Test
  void theFirstFilmTakesAtMostFourClicks() {
    Browser browser = browser();
    enter("make");
    fewSteps();
    assertThat(browser.text(".notice")).isEqualTo("Synthetic. Not for diagnosis.");
    ask("Small left pleural effusion, zxqv. No pneumothorax.");
    assertThat(browser.text(".chips")).contains("small left Pleural Effusion", "no Pneumothorax");
    assertThat(browser.text(".prompt")).contains("Not understood: zxqv");
    browser.click("[data-do=make]");
    awaitFilm();
    assertThat(browser.clicks()).as("clicks").isLessThanOrEqualTo(4);
    assertThat(browser.errors()).isEmpty();
    check("make");
  }

  @Test
  void conflictsAreToldWhileTyping() {
    enter("make");
    browser().click("textarea");
    browser().type("Left pleural effusion. No pleural effusion.");
    browser().await("document.querySelector('.prompt [data-kind=wrong]')");
    assertThat(browser().eval("document.querySelector('[data-do=make]').disabled").asBoolean())
        .isTrue();
  }

  @Test
  void paintGenerateEditUndoDownload() throws IOException {
    Browser browser = browser();
    Path downloads = Files.createDirectories(data.resolve("downloads"));
    browser.downloadsTo(downloads);
    enter("make");
    fewSteps();
    browser.eval("document.querySelector('select option[value=\"Pneumothorax\"]').selected = true");
    browser.click("[data-do=add-finding]");
    browser.await("document.querySelector('.chips').innerText.includes('Pneumothorax')");
    browser.click("[data-do=sample]");
    browser.await("!document.querySelector('[data-do=undo]').disabled");
    byte[] sampled = canvas();
    browser.stroke(".drawing canvas", 0.6, 0.3, 0.75, 0.4);
    assertThat(canvas()).as("painted").isNotEqualTo(sampled);
    browser.click("[data-do=undo]");
    assertThat(canvas()).as("undone").isEqualTo(sampled);
    browser.stroke(".drawing canvas", 0.6, 0.3, 0.75, 0.4);
    browser.click("[data-do=make]");
    awaitFilm();
    JsonNode painted = newest();
    assertThat(painted.path("request").path("method").asText()).isEqualTo("xreal");
    assertThat(painted.at("/request/pathology/0/finding").asText()).isEqualTo("Pneumothorax");
    browser.click("[data-do=edit]");
    browser.stroke(".drawing canvas", 0.6, 0.3, 0.7, 0.4);
    check("drawing");
    browser.click("[data-do=make]");
    browser.await("document.querySelector('[data-do=stop]').hidden === false");
    awaitFilm();
    JsonNode edited = newest();
    assertThat(edited.path("request").path("parent").asText())
        .isEqualTo(painted.path("id").asText() + "/000000");
    byte[] before = canvas();
    browser.click("[data-do=undo]");
    assertThat(canvas()).isNotEqualTo(before);
    browser.click("[data-do=png]");
    browser.click("[data-do=zip]");
    browser.click("[data-do=dicom]");
    browser.click("[data-do=json]");
    Path film = awaitFile(downloads, ".png");
    assertThat(RadiographFiles.readText(film)).containsKey("Synthetic");
    awaitFile(downloads, "-dicom.zip");
    awaitFile(downloads, ".json");
    assertThat(browser.errors()).isEmpty();
  }

  private JsonNode newest() {
    return Client.of(running.orElseThrow()).json("/api/v1/jobs?limit=1").path("jobs").path(0);
  }

  private byte[] canvas() {
    return browser()
        .eval("document.querySelector('.drawing canvas').toDataURL()")
        .asText()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Path awaitFile(Path folder, String end) throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Stream<Path> files = Files.list(folder)) {
        Optional<Path> found = files.filter(f -> f.toString().endsWith(end)).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException ending) {
        throw new IllegalStateException(ending);
      }
    }
    throw new AssertionError("no download " + end);
  }

  @Test
  void systemsStandSideBySideAndInTheHistory() {
    Browser browser = browser();
    enter("compare");
    fewSteps();
    ask("Cardiomegaly.");
    browser.click("[data-do=compare]");
    browser.await("document.querySelectorAll('[data-method] [data-kind=good]').length >= 2");
    assertThat(browser.eval("document.querySelectorAll('[data-kind=wrong]').length").asInt())
        .isZero();
    check("compare");
    enter("history");
    browser.awaitElement(".card img");
    check("history");
    assertThat(browser.text(".card")).contains("Cardiomegaly.");
    browser.click(".card a");
    browser.awaitElement("[data-do=png]");
  }

  @Test
  void twoReadersReadAWholeStudy() throws IOException {
    films("films/real", 40, 20);
    films("films/made", 120, 20);
    Client client = Client.of(running.orElseThrow());
    String request =
        "{\"name\":\"pilot\",\"title\":\"Which of these films are real?\",\"real\":\"films/real\","
            + "\"systems\":[{\"name\":\"made\",\"source\":\"films/made\"}],\"perArm\":2,"
            + "\"repeats\":0.5,\"side\":64,\"questions\":[\"authentic\",\"anatomy\"]}";
    assertThat(client.send("POST", "/api/v1/reader-studies", request).statusCode()).isEqualTo(201);
    enter("readers");
    check("readers");
    for (String reader : new String[] {"ann", "bob"}) {
      enter("readers");
      browser().click("[data-field=reader]");
      browser().type(reader);
      browser().click("[data-do=begin]");
      read(reader);
    }
    String page =
        new String(
            client.get("/api/v1/reader-studies/pilot/report").body(), StandardCharsets.UTF_8);
    assertThat(page).contains("Which of these films are real?", "ann", "bob", "6 of 6");
    assertThat(browser().errors()).isEmpty();
  }

  private void read(String reader) {
    Browser browser = browser();
    for (int film = 0; film < 6; film++) {
      browser.await(
          "document.querySelector('.reading') && document.querySelector('[role=status]').innerText"
              + ".startsWith('"
              + film
              + " of 6') && document.querySelector('[data-do=next]')");
      if (film == 2 && reader.equals("ann")) {
        check("reading");
        enter("readers/pilot/ann"); // leaves, and comes back where it was
        browser.await("document.querySelector('[data-do=next]')");
      }
      browser.press(film % 2 == 0 ? "r" : "s");
      browser.press("4");
      browser.click("input[name=anatomy][value=\"3\"]");
      browser.click("[data-do=next]");
    }
    browser.awaitElement("[data-place=finished]");
  }

  private void films(String name, int grey, int count) throws IOException {
    Path folder = Files.createDirectories(data.resolve(name));
    for (int i = 0; i < count; i++) {
      float[] unit = new float[64 * 64];
      for (int p = 0; p < unit.length; p++) {
        unit[p] = (grey + i + p % 64) / 255f;
      }
      RadiographFiles.write(
          Radiograph.ofUnit(64, 64, 8, unit), folder.resolve(i + ".png"), Map.of());
    }
  }

  /** No serious finding of axe, and a picture at both widths. */
  private void check(String page) {
    try (InputStream in = StudioTest.class.getClassLoader().getResourceAsStream(AXE)) {
      browser().eval(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException wrong) {
      throw new AssertionError(wrong);
    }
    for (int width : new int[] {390, 1280}) {
      browser().size(width, 900);
      JsonNode found =
          browser()
              .eval(
                  "axe.run().then(r => r.violations.filter(v =>"
                      + " ['serious','critical'].includes(v.impact)).map(v => v.id + ': ' +"
                      + " v.nodes.map(n => n.html).slice(0, 3).join(' ')))");
      assertThat(found).as("%s at %d", page, width).isEmpty();
      assertThat(browser().eval("document.documentElement.scrollWidth <= innerWidth").asBoolean())
          .as("%s at %d px scrolls sideways", page, width)
          .isTrue();
      keep(String.format(Locale.ROOT, "%s-%d.png", page, width));
    }
  }

  private void keep(String name) {
    Optional.ofNullable(System.getProperty("chestnut.pictures"))
        .ifPresent(
            folder -> {
              try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name), browser().picture());
              } catch (IOException wrong) {
                throw new AssertionError(wrong);
              }
            });
  }
}
