package ai.chestnut.production;

import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.DefectException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does the same work on every item, some at the same time, and hands out the results in the order
 * of the items. At most twice as many items as workers are under way, so memory stays flat.
 */
final class InOrder<T, R> implements AutoCloseable {

  private final Iterator<T> items;
  private final Function<T, R> work;
  private final ExecutorService threads;
  private final Queue<Future<R>> underWay = new ArrayDeque<>();
  private final int ahead;

  InOrder(List<T> items, int workers, Function<T, R> work) {
    this.items = items.iterator();
    this.work = work;
    this.threads = Executors.newFixedThreadPool(workers);
    this.ahead = workers == 1 ? 1 : 2 * workers;
  }

  /** The result of the next item; what the work threw is thrown here. */
  R next() {
    while (items.hasNext() && underWay.size() < ahead) {
      T item = items.next();
      underWay.add(threads.submit(() -> work.apply(item)));
    }
    Future<R> first = underWay.remove();
    try {
      return first.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof ChestnutException ours) {
        throw ours;
      }
      if (cause instanceof RuntimeException other) {
        throw other;
      }
      if (cause instanceof Error fatal) {
        throw fatal;
      }
      throw new DefectException("work on an archive failed", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancelledException("archive");
    }
  }

  /** Waits for what is under way and starts nothing more. */
  @Override
  public void close() {
    underWay.forEach(each -> each.cancel(false));
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
