package ai.chestnut.synthesis;

import ai.chestnut.diffusion.BlendCutOff;
import ai.chestnut.diffusion.BlendWeights;
import ai.chestnut.failure.RequestException;
import ai.chestnut.study.Facts;
import java.util.Map;

/**
 * How masks are imposed on a text-to-image model; each is an axis of XReal (arXiv 2403.09240) or
 * marked as ours.
 *
 * @param cutOff until when the coarse film is blended in
 * @param weights how the blend changes on the way
 * @param softScale how much the background is tied to the coarse film, in [0, 1]; structures are
 *     tied fully
 * @param eta randomness of the sampler in [0, 1]; above 0 it is DDIM whatever solver was asked for
 * @param anatomyGuidance weight of the text while the anatomy is laid down
 * @param anatomyText whether that text is the request's without findings (ours) or empty
 * @param latentPrior whether latents pass from stage to stage as they are, or as films that are
 *     encoded again, a draw from the posterior each time
 * @param recomposite whether what is outside of the regions is set back after the last step (ours)
 * @param publishedLevels whether the noise levels are XReal's thousand, or the model's own (ours)
 */
public record XRealSettings(
    BlendCutOff cutOff,
    BlendWeights weights,
    double softScale,
    double eta,
    double anatomyGuidance,
    boolean anatomyText,
    boolean latentPrior,
    boolean recomposite,
    boolean publishedLevels) {

  public XRealSettings {
    if (!(softScale >= 0 && softScale <= 1) || !(eta >= 0 && eta <= 1)) {
      throw new RequestException("xreal", "soft scale, eta", softScale + ", " + eta, "0 to 1 each");
    }
    if (!(anatomyGuidance >= 0 && anatomyGuidance <= 30)) {
      throw new RequestException(
          "xreal", "anatomy guidance", Double.toString(anatomyGuidance), "0 to 30");
    }
  }

  /** Ours: a cut-off at a signal-to-noise ratio, so that it does not depend on the steps. */
  public static XRealSettings standard() {
    return new XRealSettings(
        new BlendCutOff.SignalToNoise(1.0),
        new BlendWeights.Hard(),
        0.2,
        0,
        1.5,
        true,
        true,
        true,
        false);
  }

  /**
   * As the published code runs: half of the steps, empty text, no guidance, films encoded again,
   * nothing set back at the end, eta 1. It takes 100 steps and guidance 7 for the pathology.
   *
   * @param steps of the sampling
   */
  public static XRealSettings published(int steps) {
    return new XRealSettings(
        new BlendCutOff.Steps(steps / 2),
        new BlendWeights.Hard(),
        0.2,
        1,
        1,
        false,
        false,
        false,
        true);
  }

  public XRealSettings withCutOff(BlendCutOff wanted) {
    return new XRealSettings(
        wanted,
        weights,
        softScale,
        eta,
        anatomyGuidance,
        anatomyText,
        latentPrior,
        recomposite,
        publishedLevels);
  }

  public XRealSettings withWeights(BlendWeights wanted) {
    return new XRealSettings(
        cutOff,
        wanted,
        softScale,
        eta,
        anatomyGuidance,
        anatomyText,
        latentPrior,
        recomposite,
        publishedLevels);
  }

  public XRealSettings withSoftScale(double wanted) {
    return new XRealSettings(
        cutOff,
        weights,
        wanted,
        eta,
        anatomyGuidance,
        anatomyText,
        latentPrior,
        recomposite,
        publishedLevels);
  }

  public XRealSettings withEta(double wanted) {
    return new XRealSettings(
        cutOff,
        weights,
        softScale,
        wanted,
        anatomyGuidance,
        anatomyText,
        latentPrior,
        recomposite,
        publishedLevels);
  }

  public XRealSettings withAnatomyGuidance(double wanted) {
    return new XRealSettings(
        cutOff,
        weights,
        softScale,
        eta,
        wanted,
        anatomyText,
        latentPrior,
        recomposite,
        publishedLevels);
  }

  public XRealSettings withLatentPrior(boolean wanted) {
    return new XRealSettings(
        cutOff,
        weights,
        softScale,
        eta,
        anatomyGuidance,
        anatomyText,
        wanted,
        recomposite,
        publishedLevels);
  }

  /** For provenance. */
  Facts facts() {
    return new Facts(
        Map.of(
            "cutOff",
            cutOff.word(),
            "blend",
            weights.word(),
            "softScale",
            softScale,
            "eta",
            eta,
            "anatomyGuidance",
            anatomyGuidance,
            "anatomyText",
            anatomyText,
            "latentPrior",
            latentPrior,
            "recomposite",
            recomposite,
            "publishedLevels",
            publishedLevels));
  }
}
