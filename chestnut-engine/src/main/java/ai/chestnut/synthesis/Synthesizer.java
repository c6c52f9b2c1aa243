package ai.chestnut.synthesis;

import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
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

  /** The weights that take part. */
  List<ModelIdentity> models();

  /** How it samples, for provenance. */
  Facts sampler(GenerationRequest request);

  @Override
  void close();
}
