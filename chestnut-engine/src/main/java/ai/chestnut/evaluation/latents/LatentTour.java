package ai.chestnut.evaluation.latents;

import ai.chestnut.adversarial.FoundLatent;
import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.adversarial.LatentSphere;
import ai.chestnut.adversarial.LatentTarget;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.FindingSearch;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways through a generator's latents: from one film to another, and along the direction in which a
 * finding comes.
 */
public final class LatentTour {

  private static final double FURTHEST = 1.5; // of a direction of the sphere's radius

  private final FindingSearch findings;
  private final long seed;

  public LatentTour(FindingSearch findings, long seed) {
    this.findings = findings;
    this.seed = seed;
  }

  /** A latent at random, the same for a number. */
  public float[] random(int number) {
    return LatentSphere.random(
        RandomStream.of(seed, number, "latent"), findings.gan().config().latent());
  }

  /**
   * The films of a walk along the great circle between two latents.
   *
   * @param frames from 2, both ends among them
   */
  public List<Radiograph> walk(float[] from, float[] to, int frames) {
    if (frames < 2) {
      throw new RequestException("walk", "--frames", Integer.toString(frames), "at least 2");
    }
    List<Radiograph> films = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      double share = frame / (frames - 1.0);
      films.add(findings.film(LatentSphere.between(from, to, share), Byte.SIZE));
    }
    return films;
  }

  /**
   * The direction in which a target comes: the mean of what searches turned into minus where they
   * began, as a point of the sphere.
   */
  public float[] direction(
      LatentTarget target, LatentSearch search, int searches, Progress progress) {
    float[] sum = new float[findings.gan().config().latent()];
    for (int i = 0; i < searches; i++) {
      RandomStream stream = RandomStream.of(seed, i, "direction");
      FoundLatent found = findings.find(target, search.withStarts(1), stream, Progress.SILENT);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += found.latent()[j] - found.start()[j];
      }
      progress.advance(Step.of("searches", i + 1L, searches));
    }
    return LatentSphere.projected(sum);
  }

  /**
   * A film moved along a direction, from against it to with it; the film itself stands in the
   * middle.
   *
   * @param frames odd, from 3
   */
  public List<Radiograph> along(float[] latent, float[] direction, int frames) {
    if (frames < 3 || frames % 2 == 0) {
      throw new RequestException(
          "direction", "--frames", Integer.toString(frames), "an odd number from 3");
    }
    List<Radiograph> films = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      double amount = FURTHEST * (2.0 * frame / (frames - 1) - 1);
      films.add(findings.film(LatentSphere.moved(latent, direction, amount), Byte.SIZE));
    }
    return films;
  }
}
