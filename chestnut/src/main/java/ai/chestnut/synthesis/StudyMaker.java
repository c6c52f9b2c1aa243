package ai.chestnut.synthesis;

import ai.chestnut.progress.Progress;
import ai.chestnut.study.Asked;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;

/**
 * Makes whole studies with one loaded system: draft, judgement, another draft where the panel
 * refuses, the study with its provenance.
 */
public final class StudyMaker implements AutoCloseable {

  private final Synthesizer synthesizer;
  private final String software;

  /**
   * @param synthesizer owned from here on
   * @param software name and version, for provenance
   */
  public StudyMaker(Synthesizer synthesizer, String software) {
    this.synthesizer = synthesizer;
    this.software = software;
  }

  /** The study of an index: the same bytes whichever studies were made before it. */
  public StudyBundle make(GenerationRequest request, int index, Progress progress) {
    Draft draft = synthesizer.draft(request, index, 1, progress);
    Asked asked = Asked.of(request.method().word(), request.prompt(), request.seed(), index);
    return StudyBundle.of(
        SyntheticStudy.unverified(asked, request.prompt().text(), provenance(request)),
        draft.film());
  }

  private Provenance provenance(GenerationRequest request) {
    return Provenance.of(
        software,
        synthesizer.models().stream()
            .map(model -> new ModelUsed(model.name(), model.sha256()))
            .toList(),
        synthesizer.sampler(request));
  }

  @Override
  public void close() {
    synthesizer.close();
  }
}
