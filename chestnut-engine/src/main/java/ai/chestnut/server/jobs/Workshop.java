package ai.chestnut.server.jobs;

import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.FileException;
import ai.chestnut.server.http.Json;
import ai.chestnut.study.IndexCsv;
import ai.chestnut.study.IndexRow;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.synthesis.GenerationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs, one study at a time and a job's next study when its turn comes again, on one
 * thread with one set of models. A study that is on the disk is not made again, so that work goes
 * on where a crash ended it.
 */
public final class Workshop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  private static final long NAP_MILLIS = 500;
  private static final int MOST_STARTS = 5;

  /** Makes studies; used by the workshop's thread alone. */
  public interface Maker extends AutoCloseable {
    /** The study of an index. */
    StudyBundle make(GenerationRequest request, int index, JobProgress progress);

    @Override
    void close();
  }

  /** Counts what was done. */
  public interface Tally {
    void study(String method, double seconds, boolean accepted);

    void job(JobState state);
  }

  private final JobDesk desk;
  private final Maker maker;
  private final Tally tally;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param maker owned from here on
   */
  public Workshop(JobDesk desk, Maker maker, Tally tally) {
    this.desk = desk;
    this.maker = maker;
    this.tally = tally;
    this.thread = new Thread(this::work, "workshop");
  }

  public void start() {
    thread.start();
  }

  /** Whether work goes on. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void work() {
    try {
      while (!closing) {
        Optional<String> turn = desk.line().take(NAP_MILLIS);
        if (turn.isPresent()) {
          turnOf(turn.get());
        }
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      maker.close();
    }
  }

  private void turnOf(String id) {
    try {
      Optional<Job> job = desk.store().get(id);
      if (job.isPresent() && !job.get().state().isOver()) {
        study(job.get());
      }
    } catch (CancelledException stopped) {
      if (desk.isCancelled(id)) {
        end(id, JobState.CANCELLED, "taken back");
      } // else the server closes: the job stays accepted
    } catch (ChestnutException failure) {
      end(id, JobState.FAILED, told(failure));
    } catch (RuntimeException defect) {
      LOG.error("a defect in job {}", id, defect);
      end(id, JobState.FAILED, "a defect: " + defect.getClass().getSimpleName());
    } catch (OutOfMemoryError full) {
      LOG.error("no memory for job {}", id, full);
      end(id, JobState.FAILED, "memory: not enough for this request");
    }
  }

  /** Makes the next study of a job and sends the job to the end of the line, or ends it. */
  private void study(Job job) {
    if (job.starts() >= MOST_STARTS) {
      end(job.id(), JobState.FAILED, "the server ended " + MOST_STARTS + " times on one study");
      return;
    }
    desk.store().started(job.id());
    if (job.state() == JobState.QUEUED) {
      tell(job.id(), "state", Map.of("state", JobState.RUNNING.word(), "reason", ""));
    }
    GenerationRequest request = JobRequest.of(job.request()).generation();
    int index = job.done();
    Path folder = desk.folder(job.id());
    StudyFile file = made(request, job, index, folder);
    int refused = job.refused() + (file.study().verdict().accepted() ? 0 : 1);
    desk.store().progressed(job.id(), index + 1, refused);
    tell(
        job.id(),
        "study",
        Map.of(
            "study", file.study().id(),
            "accepted", file.study().verdict().accepted(),
            "done", index + 1,
            "total", job.total()));
    if (index + 1 < job.total()) {
      again(job);
    } else {
      writeIndex(folder, job.total());
      end(job.id(), JobState.DONE, "");
    }
  }

  private StudyFile made(GenerationRequest request, Job job, int index, Path folder) {
    Path place = folder.resolve(SyntheticStudy.idOf(index));
    if (Files.isRegularFile(place.resolve(StudyFolder.DOCUMENT))) {
      return StudyFolder.readDocument(place);
    }
    long began = System.nanoTime();
    StudyBundle bundle = maker.make(request, index, new JobProgress(desk, job.id(), this::stops));
    StudyFile file = StudyFolder.write(folder, bundle);
    tally.study(
        request.method().word(),
        (System.nanoTime() - began) * 1e-9,
        file.study().verdict().accepted());
    return file;
  }

  private boolean stops(String job) {
    return closing || desk.isCancelled(job);
  }

  private void again(Job job) {
    synchronized (desk) {
      if (desk.isCancelled(job.id())) {
        end(job.id(), JobState.CANCELLED, "taken back");
      } else {
        desk.line().add(job.owner(), job.id());
      }
    }
  }

  private static void writeIndex(Path folder, int total) {
    List<IndexRow> rows = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      rows.add(IndexRow.of(StudyFolder.readDocument(folder.resolve(SyntheticStudy.idOf(i)))));
    }
    IndexCsv.write(folder.resolve(IndexCsv.FILE_NAME), rows);
  }

  private void end(String job, JobState state, String reason) {
    try {
      desk.over(job, state, reason);
      tally.job(state);
    } catch (FileException database) {
      LOG.error(
          "job {} could not be ended; it is looked at again at the next start", job, database);
    }
  }

  /** Paths of the server's disk are nobody's business. */
  private static String told(ChestnutException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.replaceFirst("\\((?:/|[A-Za-z]:\\\\)[^)]*\\)", "(file)");
  }

  private void tell(String job, String kind, Map<String, Object> data) {
    desk.events().tell(job, kind, Json.line(data));
  }

  /** Stops after the step in hand; what is not finished stays accepted. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
