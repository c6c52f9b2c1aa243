package ai.chestnut.cli;

import ai.chestnut.diffusion.BlendCutOff;
import ai.chestnut.diffusion.BlendWeights;
import ai.chestnut.synthesis.XRealSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How strongly method xreal imposes masks; what is not given is the standard. */
final class ControlOptions {

  @Option(
      names = "--cut-off",
      paramLabel = "WHEN",
      description =
          "With method xreal, until when the coarse film of the anatomy is blended in: snr:RATIO of"
              + " signal to noise, steps:N, or never (default: snr:1).")
  private Optional<String> cutOff = Optional.empty();

  @Option(
      names = "--blend",
      paramLabel = "WEIGHTS",
      description =
          "With method xreal, how the blend weakens on the way: hard, convex:POWER, released:POWER"
              + " or released-tail:POWER (default: hard).")
  private Optional<String> blend = Optional.empty();

  @Option(
      names = "--soft-scale",
      paramLabel = "S",
      description =
          "With method xreal, how much the background follows the coarse film, a share from 0 to"
              + " 1.")
  private Optional<Double> softScale = Optional.empty();

  @Option(
      names = "--eta",
      paramLabel = "E",
      description =
          "With method xreal, randomness of the sampler from 0 to 1; above 0 it is DDIM"
              + " (default: 0).")
  private Optional<Double> eta = Optional.empty();

  @Option(
      names = "--anatomy-guidance",
      paramLabel = "W",
      description =
          "With method xreal, how strongly the text is followed while the anatomy is laid down, a"
              + " factor from 0.")
  private Optional<Double> anatomyGuidance = Optional.empty();

  @Option(
      names = "--film-prior",
      description =
          "With method xreal, decode and encode the film between the stages instead of passing its"
              + " latents on.")
  private boolean filmPrior;

  @Option(
      names = "--as-published",
      description =
          "With method xreal, everything as the published code has it; take --steps 100 and"
              + " --guidance 7 beside it.")
  private boolean published;

  /**
   * @param steps of the sampling
   */
  XRealSettings settings(int steps) {
    XRealSettings settings = published ? XRealSettings.published(steps) : XRealSettings.standard();
    if (cutOff.isPresent()) {
      settings = settings.withCutOff(BlendCutOff.named(cutOff.get()));
    }
    if (blend.isPresent()) {
      settings = settings.withWeights(BlendWeights.named(blend.get()));
    }
    if (softScale.isPresent()) {
      settings = settings.withSoftScale(softScale.get());
    }
    if (eta.isPresent()) {
      settings = settings.withEta(eta.get());
    }
    if (anatomyGuidance.isPresent()) {
      settings = settings.withAnatomyGuidance(anatomyGuidance.get());
    }
    return filmPrior ? settings.withLatentPrior(false) : settings;
  }
}
