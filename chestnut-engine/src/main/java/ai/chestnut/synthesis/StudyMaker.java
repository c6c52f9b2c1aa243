package ai.chestnut.synthesis;

import ai.chestnut.expert.PanelReview;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.Asked;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes whole studies with one loaded system: draft, judgement by the panel, another draft where it
 * refuses, the study with its provenance.
 */
public final class StudyMaker implements AutoCloseable {

  private final Synthesizer synthesizer;
  private final Optional<ExpertSet> experts;
  private final String software;

  /**
   * @param synthesizer owned from here on
   * @param experts the filters that judge and segment, where any are installed; owned from here on
   * @param software name and version, for provenance
   */
  public StudyMaker(Synthesizer synthesizer, Optional<ExpertSet> experts, String software) {
    this.synthesizer = synthesizer;
    this.experts = experts;
    this.software = software;
  }

  /** The study of an index: the same bytes whichever studies were made before it. */
  public StudyBundle make(GenerationRequest request, int index, Progress progress) {
    SyntheticStudy plain =
        SyntheticStudy.unverified(
            Asked.of(request.method().word(), request.prompt(), request.seed(), index),
            synthesizer.report(request, index),
            provenance(request));
    if (experts.isEmpty()) {
      return unjudged(plain, request, synthesizer.draft(request, index, 1, progress));
    }
    Judged judged = bestOf(request, index, experts.get(), progress);
    return judged.study(plain, request);
  }

  /**
   * One try at a study, for those who decide themselves what becomes of a refused one.
   *
   * @param like index of the study whose noise the film is made of; its own, unless it shall show
   *     the same person
   * @param attempt from 1
   * @return with a verdict of this try alone
   */
  public StudyBundle attempt(
      GenerationRequest request, int index, int like, int attempt, Progress progress) {
    SyntheticStudy plain =
        SyntheticStudy.unverified(
            Asked.of(request.method().word(), request.prompt(), request.seed(), index),
            synthesizer.report(request, index),
            provenance(request));
    Draft draft = synthesizer.draft(request, like, attempt, progress);
    if (experts.isEmpty()) {
      Verdict unseen = new Verdict(true, attempt, List.of());
      return unjudged(plain.withVerdict(unseen), request, draft);
    }
    PanelReview review = experts.get().panel().review(draft.film(), Optional.of(request.prompt()));
    StudyBundle study = new Judged(draft, review, attempt).study(plain, request);
    Verdict verdict = study.study().verdict();
    return study.withStudy(
        study.study().withVerdict(new Verdict(verdict.accepted(), attempt, verdict.reasons())));
  }

  private static SyntheticStudy told(SyntheticStudy plain, Draft draft) {
    return plain.withProvenance(draft.of(plain.provenance()));
  }

  /** With the masks that the system made itself, where nobody judges. */
  private static StudyBundle unjudged(
      SyntheticStudy plain, GenerationRequest request, Draft draft) {
    return new StudyBundle(
        told(plain, draft).withAnatomySource(source(draft, request, Optional.empty())),
        draft.film(),
        draft.anatomy(),
        draft
            .pathology()
            .orElseGet(() -> PathologyMap.none(draft.film().width(), draft.film().height())));
  }

  private static AnatomySource source(
      Draft draft, GenerationRequest request, Optional<AnatomyMap> seen) {
    if (draft.anatomy().isEmpty()) {
      return seen.isPresent() ? AnatomySource.SEGMENTED : AnatomySource.NONE;
    }
    return request.given().anatomy().isPresent()
        ? request.given().source()
        : AnatomySource.GENERATED;
  }

  /** How studies of a request are made; the same for each of them. */
  public Provenance provenance(GenerationRequest request) {
    List<ModelIdentity> all = new ArrayList<>(synthesizer.models());
    experts.ifPresent(set -> all.addAll(set.identities()));
    return Provenance.of(
        software,
        all.stream().map(model -> new ModelUsed(model.name(), model.sha256())).toList(),
        synthesizer.sampler(request));
  }

  /** The first draft that the panel accepts; else, of all attempts, one with the fewest reasons. */
  private Judged bestOf(GenerationRequest request, int index, ExpertSet panel, Progress progress) {
    int attempts = request.filter().on() ? request.filter().attempts() : 1;
    Optional<Judged> best = Optional.empty();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      Draft draft = synthesizer.draft(request, index, attempt, progress);
      PanelReview review = panel.panel().review(draft.film(), Optional.of(request.prompt()));
      Judged judged = new Judged(draft, review, attempt);
      if (review.accepted()) {
        return judged;
      }
      if (best.isEmpty() || review.reasons().size() < best.get().review().reasons().size()) {
        best = Optional.of(judged);
      }
    }
    Judged least = best.orElseThrow();
    return new Judged(least.draft(), least.review(), attempts);
  }

  /**
   * @param attempts films made until the decision
   */
  private record Judged(Draft draft, PanelReview review, int attempts) {

    /** What the experts measured, and how it agrees with the masks that the film was made of. */
    private SortedMap<String, SortedMap<String, Double>> scores() {
      SortedMap<String, SortedMap<String, Double>> all = new TreeMap<>(review.scores());
      SortedMap<String, Double> agreement =
          LayoutAgreement.of(draft, review.anatomy(), review.pathology());
      if (!agreement.isEmpty()) {
        all.put(LayoutAgreement.NAME, agreement);
      }
      return all;
    }

    /** Masks that the system made itself go before those that the segmenters see. */
    StudyBundle study(SyntheticStudy plain, GenerationRequest request) {
      Optional<AnatomyMap> anatomy = draft.anatomy().or(review::anatomy);
      PathologyMap pathology = draft.pathology().orElseGet(review::pathology);
      SyntheticStudy study =
          told(plain, draft)
              .withVerified(review.verified())
              .withScores(scores())
              .withAnatomySource(source(draft, request, anatomy))
              .withVerdict(request.filter().on() ? review.verdict(attempts) : Verdict.ACCEPTED);
      return new StudyBundle(study, draft.film(), anatomy, pathology);
    }
  }

  @Override
  public void close() {
    synthesizer.close();
    experts.ifPresent(ExpertSet::close);
  }
}
