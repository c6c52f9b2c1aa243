package ai.chestnut.cli;

import ai.chestnut.authoring.Pause;
import ai.chestnut.authoring.ReportAuthor;
import ai.chestnut.authoring.ServiceAuthor;
import ai.chestnut.authoring.ServiceSettings;
import ai.chestnut.authoring.Spending;
import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.random.RandomStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who writes reports: the grammar, or a chat service. */
final class WriterOption {

  private static final String KEY = "CHESTNUT_SERVICE_KEY";

  @Option(
      names = "--writer",
      paramLabel = "NAME",
      defaultValue = "grammar",
      description =
          "grammar, or service: any chat service that speaks OpenAI's protocol"
              + " (default: ${DEFAULT-VALUE}).")
  private String writer = "grammar";

  @Option(
      names = "--service",
      paramLabel = "URL",
      defaultValue = "http://localhost:11434/v1",
      description =
          "With --writer service: where its API starts; its secret, if it wants one, stands in the"
              + " variable CHESTNUT_SERVICE_KEY (default: ${DEFAULT-VALUE}).")
  private URI service = URI.create("http://localhost:11434/v1");

  @Option(
      names = "--service-model",
      paramLabel = "NAME",
      description = "With --writer service: the service's name of the model.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "With --writer service: how long to wait for one answer (default: 30).")
  private double seconds = 30;

  @Option(
      names = "--per-minute",
      paramLabel = "N",
      defaultValue = "60",
      description = "With --writer service: requests a minute at most (default: 60).")
  private double perMinute = 60;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "4",
      description = "With --writer service: requests for one report, from 1 (default: 4).")
  private int tries = 4;

  @Option(
      names = "--price",
      paramLabel = "READ:WRITTEN",
      description = "With --writer service: what a million tokens cost, to count the cost.")
  private Optional<String> price = Optional.empty();

  @Option(
      names = "--answers",
      paramLabel = "DIR",
      description = "With --writer service: keep answers here and ask nothing twice.")
  private Optional<Path> answers = Optional.empty();

  private Optional<ServiceAuthor> asked = Optional.empty();

  /** The writer that was chosen. */
  ReportAuthor author() {
    if (Choice.of("writer", "--writer", writer, List.of("grammar", "service")).equals("grammar")) {
      ReportWriter grammar = new ReportWriter();
      return (prompt, seed, index) ->
          grammar.write(prompt, RandomStream.of(seed, index, "report wording"));
    }
    String key = Optional.ofNullable(System.getenv(KEY)).orElse("");
    ServiceAuthor author =
        new ServiceAuthor(
            ServiceSettings.of(service, model.orElse(""), key)
                .withTimeout(Duration.ofMillis(Math.round(seconds * 1000)))
                .withAttempts(tries)
                .withPerMinute(perMinute)
                .withPrice(price()),
            answers,
            Pause.real(System::nanoTime));
    asked = Optional.of(author);
    return author;
  }

  /** Says what a service has cost. */
  void settle(Console console) {
    asked.ifPresent(
        author -> {
          Spending spent = author.spending();
          console
              .err()
              .printf(
                  Locale.ROOT,
                  "chestnut: %d requests (%d failed, %d refused), %d from the folder of answers,"
                      + " %d tokens read, %d written, cost %.4f%n",
                  spent.requests(),
                  spent.failures(),
                  spent.refused(),
                  spent.cached(),
                  spent.read(),
                  spent.written(),
                  spent.cost());
        });
  }

  private ServiceSettings.Price price() {
    if (price.isEmpty()) {
      return ServiceSettings.Price.NONE;
    }
    String[] parts = price.get().split(":", -1);
    try {
      if (parts.length == 2) {
        return new ServiceSettings.Price(
            Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
      }
    } catch (NumberFormatException notNumbers) {
      throw wrongPrice(price.get());
    }
    throw wrongPrice(price.get());
  }

  private static RequestException wrongPrice(String got) {
    return new RequestException("price", "--price", "'" + got + "'", "two numbers such as 2.5:10");
  }
}
