package ai.chestnut.synthesis;

import ai.chestnut.adversarial.FoundLatent;
import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.models.FindingSearch;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import java.util.List;
import java.util.Map;

/**
 * Findings, latent that a filter classifier labels so, film: latent class optimisation in a
 * generator that was trained without labels. Segal et al. 2021.
 */
public final class ProgressiveGan implements Synthesizer {

  /** Key of the search in a study's provenance. */
  public static final String KEY = "latentClassOptimisation";

  private final FindingSearch findings;

  /**
   * @param findings its generator is owned from here on, its classifier borrowed
   */
  public ProgressiveGan(FindingSearch findings) {
    this.findings = findings;
  }

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    RandomStream stream = RandomStream.of(request.seed(), index, "pggan attempt " + attempt);
    FoundLatent found =
        findings.find(findings.target(request.prompt()), search(request), stream, progress);
    return Draft.of(findings.film(found.latent(), request.bitDepth()))
        .with(Map.of(KEY, facts(found)));
  }

  /** The request's steps are those of the search. */
  private static LatentSearch search(GenerationRequest request) {
    return LatentSearch.standard().withSteps(request.sampling().steps());
  }

  private static Facts facts(FoundLatent found) {
    return new Facts(
        Map.of(
            "met",
            found.met(),
            "steps",
            found.steps(),
            "loss",
            found.loss(),
            "criticScore",
            found.score(),
            "angleDegrees",
            found.angle(),
            "distance",
            found.distance()));
  }

  @Override
  public List<ModelIdentity> models() {
    return List.of(findings.gan().identity());
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    LatentSearch search = search(request);
    return new Facts(
        Map.of(
            "steps",
            search.steps(),
            "rate",
            search.rate(),
            "starts",
            search.starts(),
            "hits",
            search.hits(),
            "guard",
            search.guard(),
            "jitter",
            search.jitter(),
            "batch",
            1,
            "threads",
            Backend.intraOpThreads(),
            "device",
            findings.gan().parameters().device().word()));
  }

  @Override
  public void close() {
    findings.gan().close();
  }
}
