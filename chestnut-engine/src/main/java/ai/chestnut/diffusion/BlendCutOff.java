package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/** Until when a target is blended into the latents. */
public sealed interface BlendCutOff {

  /**
   * @param step 0-based number of the denoising that follows
   * @param sigma noise level of the latents before it
   */
  boolean holds(int step, double sigma);

  /** In words, for provenance. */
  String word();

  /** Before the first so many denoisings; XReal's 50 of 100. */
  record Steps(int count) implements BlendCutOff {

    public Steps {
      if (count < 0) {
        throw new RequestException("cut-off", "steps", Integer.toString(count), "at least 0");
      }
    }

    @Override
    public boolean holds(int step, double sigma) {
      return step < count;
    }

    @Override
    public String word() {
      return "steps " + count;
    }
  }

  /**
   * While the ratio of signal to noise, 1 / sigma^2 for latents of unit variance, is at most this:
   * the same moment however many steps there are.
   */
  record SignalToNoise(double most) implements BlendCutOff {

    public SignalToNoise {
      if (!(most >= 0)) {
        throw new RequestException("cut-off", "snr", Double.toString(most), "at least 0");
      }
    }

    @Override
    public boolean holds(int step, double sigma) {
      return 1 <= most * sigma * sigma * (1 + 1e-9);
    }

    @Override
    public String word() {
      return "snr " + most;
    }
  }

  /** Before every denoising. */
  record Never() implements BlendCutOff {

    @Override
    public boolean holds(int step, double sigma) {
      return true;
    }

    @Override
    public String word() {
      return "never";
    }
  }

  /** The cut-off of words: {@code never}, {@code steps:50} or {@code snr:0.25}. */
  static BlendCutOff named(String word) {
    String[] parts = word.strip().split("[:\\s]+", -1);
    try {
      if (parts[0].equals("never") && parts.length == 1) {
        return new Never();
      }
      if (parts[0].equals("steps") && parts.length == 2) {
        return new Steps(Integer.parseInt(parts[1]));
      }
      if (parts[0].equals("snr") && parts.length == 2) {
        return new SignalToNoise(Double.parseDouble(parts[1]));
      }
    } catch (NumberFormatException wrong) {
      // told below, with the rest
    }
    throw new RequestException(
        "cut-off", "--cut-off", "'" + word + "'", "never, steps:N or snr:RATIO");
  }
}
