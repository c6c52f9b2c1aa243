package ai.chestnut.authoring;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.prompt.ReportWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;

/**
 * Reports by a chat service. An answer that does not read back as what was asked is refused and
 * asked for again; so is a request that failed, after a while that doubles each time.
 *
 * <p>The same question is never paid for twice where a folder keeps the answers.
 */
public final class ServiceAuthor implements ReportAuthor {

  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;
  private static final double MINUTE_NANOS = 60e9;

  private static final String SYSTEM =
      "You write the findings section of a chest radiograph report, in two to five short sentences"
          + " of plain English prose. Say each given statement once, with its side, place and size"
          + " where one is given. Name findings by the given words. Add no other finding, no"
          + " denial, no history, no advice, no heading and no list.";

  private final ServiceSettings settings;
  private final ChatService service;
  private final Optional<AnswerCache> cache;
  private final Pause pause;
  private final ReportReader reader = new ReportReader();
  private final ReportWriter writer = new ReportWriter();
  private Spending spending = Spending.NONE;
  private long next = Long.MIN_VALUE;

  /**
   * @param answers folder that keeps answers; none keeps nothing
   */
  public ServiceAuthor(ServiceSettings settings, Optional<Path> answers, Pause pause) {
    this(settings, new LangChainService(settings), answers, pause);
  }

  ServiceAuthor(
      ServiceSettings settings, ChatService service, Optional<Path> answers, Pause pause) {
    this.settings = settings;
    this.service = service;
    this.cache = answers.map(AnswerCache::new);
    this.pause = pause;
  }

  /** What it has cost so far. */
  public Spending spending() {
    return spending;
  }

  @Override
  public String write(Prompt prompt, long seed, long index) {
    String statements = writer.canonical(prompt);
    String key = settings.url() + "\n" + settings.model() + "\n" + SYSTEM + "\n";
    String question = key + statements + "\n" + seed + "\n" + index;
    Optional<String> known = cache.flatMap(kept -> kept.answer(question));
    if (known.isPresent() && says(known.get(), prompt)) {
      spending = spending.withCached();
      return known.get();
    }
    String report = asked(prompt, statements, seed, index);
    cache.ifPresent(kept -> kept.keep(question, report));
    return report;
  }

  private String asked(Prompt prompt, String statements, long seed, long index) {
    String got = "nothing";
    long wait = FIRST_WAIT_MILLIS;
    for (int attempt = 0; attempt < settings.attempts(); attempt++) {
      keepPace();
      try {
        int own = Math.floorMod(31 * (31 * seed + index) + attempt, Integer.MAX_VALUE);
        ChatService.Answer answer = service.ask(SYSTEM, statements, own);
        spending = spending.withAnswer(answer, settings.price());
        String report = answer.text().replaceAll("\\s+", " ");
        if (says(report, prompt)) {
          return report;
        }
        spending = spending.withRefused();
        got = "a report that says something else: \"" + report + "\"";
      } catch (ChatService.Unanswered failed) {
        spending = spending.withFailure();
        got = String.valueOf(failed.getMessage());
        if (failed.hopeless()) {
          break;
        }
        if (attempt + 1 < settings.attempts()) {
          pause.millis(wait);
          wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
      }
    }
    throw new RequestException(
        "chat service",
        settings.toString(),
        got,
        "a report that says \"" + statements + "\" and no more");
  }

  /** Whether a text reads back as the prompt's observations, and contradicts none of its rest. */
  private boolean says(String text, Prompt prompt) {
    Prompt read = reader.read(text);
    return new HashSet<>(read.observations()).equals(new HashSet<>(prompt.observations()))
        && (read.view().isEmpty() || read.view().equals(prompt.view()))
        && (read.sex().isEmpty() || read.sex().equals(prompt.sex()))
        && (read.ageYears().isEmpty() || read.ageYears().equals(prompt.ageYears()));
  }

  /** Waits until the next request may go out. */
  private void keepPace() {
    long now = pause.nanos();
    if (next != Long.MIN_VALUE && now < next) {
      pause.millis((next - now) / 1_000_000 + 1);
      now = next;
    }
    next = now + (long) (MINUTE_NANOS / settings.perMinute());
  }
}
