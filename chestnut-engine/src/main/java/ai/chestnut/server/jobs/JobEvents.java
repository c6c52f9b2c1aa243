package ai.chestnut.server.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who listen what happens to a job. A slow listener loses the oldest news. */
public final class JobEvents {

  private static final int KEPT = 64;

  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

  /**
   * Something that happened.
   *
   * @param kind {@code step}, {@code preview}, {@code study} or {@code state}
   * @param data one line of JSON
   */
  public record Event(String kind, String data) {}

  /** One who listens, until closed. */
  public final class Listener implements AutoCloseable {
    private final String job;
    private final Deque<Event> news = new ArrayDeque<>();

    private Listener(String job) {
      this.job = job;
    }

    private synchronized void tell(Event event) {
      if (event.kind().equals("preview")) {
        news.removeIf(old -> old.kind().equals("preview")); // only the newest is worth showing
      }
      if (news.size() >= KEPT) {
        news.removeFirst();
      }
      news.addLast(event);
      notifyAll();
    }

    /** The next event, or empty if none came for that long. */
    public synchronized Optional<Event> next(long millis) throws InterruptedException {
      if (news.isEmpty()) {
        wait(millis);
      }
      return Optional.ofNullable(news.pollFirst());
    }

    @Override
    public void close() {
      listeners.computeIfPresent(
          job,
          (key, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** Listens to a job. */
  public Listener listen(String job) {
    Listener listener = new Listener(job);
    listeners.compute(
        job,
        (key, all) -> {
          List<Listener> list = all == null ? new CopyOnWriteArrayList<>() : all;
          list.add(listener);
          return list;
        });
    return listener;
  }

  /** Whether anybody listens; previews are not made for nobody. */
  boolean heard(String job) {
    return listeners.containsKey(job);
  }

  void tell(String job, String kind, String data) {
    listeners.getOrDefault(job, List.of()).forEach(l -> l.tell(new Event(kind, data)));
  }
}
