package ai.chestnut.synthesis;

import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import java.util.List;

/**
 * One of the systems, loaded and ready. What it makes depends on (weights, request, index, attempt)
 * alone. Not for several threads at once.
 */
public interface Synthesizer extends AutoCloseable {

  /**
   * Makes the film of one study.
   *
   * @param index of the study
   * @param attempt 1-based; another attempt draws other noise
   */
  Draft draft(GenerationRequest request, int index, int attempt, Progress progress);

  /** What the film of a study is asked to show, in a report's words. */
  default String report(GenerationRequest request, int index) {
    RandomStream stream = RandomStream.of(request.seed(), index, "report");
    return new ReportWriter().write(request.prompt(), stream);
  }

  /** The weights that take part. */
  List<ModelIdentity> models();

  /** How it samples, for provenance. */
  Facts sampler(GenerationRequest request);

  @Override
  void close();
}
