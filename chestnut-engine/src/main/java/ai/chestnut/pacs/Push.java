package ai.chestnut.pacs;

import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends everything of a source to a store, batch by batch. A batch whose connection fails is sent
 * again as a whole; the store knows what it has by its identifiers.
 *
 * @param attempts tries for a batch, from 1
 * @param pause before another try; twice as long before each further one
 * @param timeout for connecting and for each answer
 */
public record Push(int attempts, Duration pause, Duration timeout) {

  /** Three tries, a minute for an answer. */
  public static final Push STANDARD = new Push(3, Duration.ofSeconds(1), Duration.ofSeconds(60));

  /**
   * @return what became of every object
   * @throws RequestException if the store does not want us
   * @throws FileException if it cannot be reached
   */
  public List<Outcome> send(PushSource source, PushTarget target, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    int sent = 0;
    try (Store store = open(target)) {
      for (List<Outgoing> batch : source) {
        if (!batch.isEmpty()) {
          outcomes.addAll(patiently(store, batch, target));
        }
        sent++;
        progress.advance(Step.of("push", sent, source.size()));
      }
    }
    return outcomes;
  }

  private Store open(PushTarget target) {
    if (target instanceof PushTarget.Web web) {
      return new WebStore(web, timeout);
    }
    return new ApplicationStore((PushTarget.Application) target, timeout);
  }

  private List<Outcome> patiently(Store store, List<Outgoing> batch, PushTarget target) {
    long wait = pause.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return store.send(batch);
      } catch (Store.Unwilling no) {
        throw new RequestException(
            "store", target.shown(), String.valueOf(no.getMessage()), "one that takes the studies");
      } catch (IOException broken) {
        if (attempt >= attempts) {
          throw FileException.at(
              "store", target.shown(), reason(broken), "a store that answers", broken);
        }
        rest(wait);
        wait *= 2;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new CancelledException("push");
      }
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new CancelledException("push");
    }
  }

  private static String reason(IOException broken) {
    String message = broken.getMessage();
    return message == null ? broken.getClass().getSimpleName() : message;
  }
}
