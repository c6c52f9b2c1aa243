package ai.chestnut.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAuthorTest {

  private static final Prompt ASKED = new ReportReader().read("Small left pleural effusion.");
  private static final String RIGHT = "There is a small left pleural effusion.";

  @TempDir Path folder;

  private ChatServer server;
  private final List<Long> waits = new ArrayList<>();
  private long clock;

  /** No test waits: time is told to have gone. */
  private final Pause pause =
      new Pause() {
        @Override
        public long nanos() {
          return clock;
        }

        @Override
        public void millis(long count) {
          waits.add(count);
          clock += count * 1_000_000;
        }
      };

  @BeforeEach
  void open() throws IOException {
    server = new ChatServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ServiceSettings settings() {
    return ServiceSettings.of(server.url(), "small", "secret")
        .withPerMinute(1e9)
        .withPrice(new ServiceSettings.Price(2, 10));
  }

  private ServiceAuthor author(ServiceSettings settings) {
    return new ServiceAuthor(settings, Optional.of(folder.resolve("answers")), pause);
  }

  @Test
  void asksInTheProtocolAndCountsWhatItCosts() {
    server.says(RIGHT);
    ServiceAuthor author = author(settings());
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(server.asked.get(0).path("model").asText()).isEqualTo("small");
    assertThat(server.asked.get(0).path("messages").get(0).path("role").asText())
        .isEqualTo("system");
    assertThat(server.asked.get(0).path("messages").get(1).path("content").asText())
        .contains("Small left pleural effusion.");
    assertThat(server.keys).containsExactly("Bearer secret");
    Spending spent = author.spending();
    assertThat(spent.read()).isEqualTo(100);
    assertThat(spent.written()).isEqualTo(20);
    assertThat(spent.cost()).isCloseTo(100e-6 * 2 + 20e-6 * 10, within(1e-12));
  }

  @Test
  void theSameQuestionIsPaidForOnce() {
    server.says(RIGHT);
    author(settings()).write(ASKED, 1, 0);
    ServiceAuthor again = author(settings());
    assertThat(again.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(again.spending().requests()).isZero();
    assertThat(again.spending().cached()).isEqualTo(1);
    assertThat(server.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aServiceThatIsBusyIsAskedAgainAfterAWhile(int status) {
    server.fails(status).fails(status).says(RIGHT);
    ServiceAuthor author = author(settings());
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(author.spending().failures()).isEqualTo(2);
    assertThat(waits).containsExactly(500L, 1000L);
  }

  @Test
  void anAnswerThatIsCutOffIsAskedForAgain() {
    server
        .then(
            exchange -> {
              byte[] half = "{\"choices\": [{\"mess".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, 500);
              exchange.getResponseBody().write(half);
              exchange.getResponseBody().flush();
              exchange.close();
            })
        .says(RIGHT);
    ServiceAuthor author = author(settings().withTimeout(Duration.ofSeconds(5)));
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(author.spending().failures()).isEqualTo(1);
  }

  @Test
  void nonsenseIsNoAnswer() {
    server
        .then(exchange -> ChatServer.send(exchange, 200, "<html>It works!</html>"))
        .then(exchange -> ChatServer.send(exchange, 200, "{\"choices\": []}"))
        .says("  ")
        .says(RIGHT);
    ServiceAuthor author = author(settings());
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(author.spending().failures()).isEqualTo(3);
  }

  @Test
  void silenceEndsWithTheTimeOut() {
    server
        .then(
            exchange -> {
              try {
                Thread.sleep(3000);
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
              exchange.close();
            })
        .says(RIGHT);
    ServiceAuthor author = author(settings().withTimeout(Duration.ofMillis(400)));
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(author.spending().failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "There is a small right pleural effusion.",
        "There is a small left pleural effusion and cardiomegaly.",
        "There is a large left pleural effusion.",
        "No pleural effusion.",
        "As a language model I cannot read films."
      })
  void aReportThatSaysSomethingElseIsRefused(String wrong) {
    server.says(wrong).says(RIGHT);
    ServiceAuthor author = author(settings());
    assertThat(author.write(ASKED, 1, 0)).isEqualTo(RIGHT);
    assertThat(author.spending().refused()).isEqualTo(1);
    assertThat(server.asked.get(0).path("seed")).isNotEqualTo(server.asked.get(1).path("seed"));
  }

  @Test
  void whoIsNotAdmittedIsNotAskedAgain() {
    server.fails(401).says(RIGHT);
    assertThatThrownBy(() -> author(settings()).write(ASKED, 1, 0))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("small at http://127.0.0.1")
        .hasMessageNotContaining("secret");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void givesUpAfterTheAttempts() {
    server.fails(500).fails(500).fails(500);
    assertThatThrownBy(() -> author(settings().withAttempts(2)).write(ASKED, 1, 0))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("a report that says");
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void nobodyThereIsSaidWithTheAddress() {
    server.close();
    assertThatThrownBy(() -> author(settings().withAttempts(1)).write(ASKED, 1, 0))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void requestsKeepTheirPace() {
    server.says(RIGHT).says(RIGHT).says(RIGHT);
    ServiceAuthor author = author(settings().withPerMinute(30));
    for (int index = 0; index < 3; index++) {
      author.write(ASKED, 1, index);
    }
    assertThat(waits).hasSize(2).allMatch(wait -> wait >= 2000 && wait <= 2001);
  }

  @Test
  void settingsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> ServiceSettings.of(URI.create("ftp://x"), "m", ""))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("http");
    assertThatThrownBy(() -> settings().withPerMinute(0)).isInstanceOf(RequestException.class);
    assertThat(settings().toString()).doesNotContain("secret");
  }
}
