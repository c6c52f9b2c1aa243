package ai.chestnut.server.jobs;

import ai.chestnut.progress.PreviewProgress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.server.http.Json;
import ai.chestnut.study.StudyFolder;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;

/** Turns the steps of a study into events of its job. */
public final class JobProgress implements PreviewProgress {

  private static final int PREVIEWS = 8;
  private static final int SIDE = 256;

  private final JobDesk desk;
  private final String job;
  private final Predicate<String> stops;

  JobProgress(JobDesk desk, String job, Predicate<String> stops) {
    this.desk = desk;
    this.job = job;
    this.stops = stops;
  }

  @Override
  public void step(Step step) {
    desk.events()
        .tell(
            job,
            "step",
            Json.line(Map.of("phase", step.phase(), "done", step.done(), "total", step.total())));
  }

  @Override
  public boolean cancelled() {
    return stops.test(job);
  }

  /** About {@value #PREVIEWS} times a film, and only while somebody looks. */
  @Override
  public boolean wantsPreview(int step, int steps) {
    int every = Math.max(1, steps / PREVIEWS);
    return desk.events().heard(job) && step + 1 < steps && (step + 1) % every == 0;
  }

  /** Marked as synthetic, as every picture is. */
  @Override
  public void preview(int side, float[] unit) {
    int shown = Math.min(SIDE, side);
    Radiograph film = Radiograph.ofUnit(side, side, 8, unit).resized(shown, shown);
    byte[] png = RadiographFiles.png(film, Map.of("Synthetic", StudyFolder.MARK));
    String text = Base64.getEncoder().encodeToString(png);
    desk.events().tell(job, "preview", Json.line(Map.of("png", text)));
  }
}
