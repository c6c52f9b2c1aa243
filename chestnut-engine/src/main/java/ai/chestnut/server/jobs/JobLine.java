package ai.chestnut.server.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is: owners in turn, and the jobs of an owner in turn, one study each. So nobody
 * waits for all of somebody else's hundred films. Guarded by itself.
 */
final class JobLine {

  private final Map<String, Deque<String>> byOwner = new LinkedHashMap<>(); // next owner first
  private int size;

  synchronized int size() {
    return size;
  }

  /** At the end of its owner's jobs. */
  synchronized void add(String owner, String job) {
    byOwner.computeIfAbsent(owner, key -> new ArrayDeque<>()).addLast(job);
    size++;
    notifyAll();
  }

  synchronized boolean remove(String owner, String job) {
    Deque<String> jobs = byOwner.get(owner);
    if (jobs == null || !jobs.remove(job)) {
      return false;
    }
    size--;
    if (jobs.isEmpty()) {
      byOwner.remove(owner);
    }
    return true;
  }

  /**
   * Takes the job whose turn it is out of the line; its owner goes to the end.
   *
   * @return empty if none came for that long
   */
  synchronized Optional<String> take(long millis) throws InterruptedException {
    if (byOwner.isEmpty()) {
      wait(millis);
    }
    if (byOwner.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, Deque<String>> turn = byOwner.entrySet().iterator().next();
    String job = turn.getValue().removeFirst();
    size--;
    byOwner.remove(turn.getKey());
    if (!turn.getValue().isEmpty()) {
      byOwner.put(turn.getKey(), turn.getValue());
    }
    return Optional.of(job);
  }
}
