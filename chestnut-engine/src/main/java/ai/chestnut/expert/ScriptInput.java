package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a film is put before a TorchScript network: float32 [1, channels, side, side].
 *
 * @param side pixels of the square
 * @param channels 1, or 3 for the same grey three times
 * @param fit how a film that is no square becomes one
 * @param field share of the crop that is kept, around its centre, above 0 to 1; 1 unless fit is
 *     crop
 * @param black what black becomes, before mean and deviation
 * @param white what white becomes
 * @param mean subtracted, one number for each channel
 * @param deviation divided by afterwards, one positive number for each channel
 * @param flags further arguments of the program by name
 */
public record ScriptInput(
    int side,
    int channels,
    Fit fit,
    double field,
    double black,
    double white,
    List<Double> mean,
    List<Double> deviation,
    Map<String, Boolean> flags) {

  private static final int LARGEST = 2048;

  /** How a film that is no square becomes one. */
  public enum Fit {
    /** The whole film, its shape kept, black beside it. */
    PAD,
    /** The largest square around its centre. */
    CROP,
    /** The whole film, its shape lost. */
    STRETCH
  }

  public ScriptInput {
    require(side >= 8 && side <= LARGEST, "side", side, "8 to " + LARGEST);
    require(channels == 1 || channels == 3, "channels", channels, "1 or 3");
    require(
        field > 0 && field <= 1 && (field == 1 || fit == Fit.CROP),
        "field",
        field,
        "a share above 0 and at most 1, below 1 only with fit = \"crop\"");
    require(
        Double.isFinite(black) && Double.isFinite(white) && black != white,
        "black, white",
        black + ", " + white,
        "two numbers");
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require(
        mean.size() == channels && mean.stream().allMatch(Double::isFinite),
        "mean",
        mean,
        "one number for each of " + channels + " channels");
    require(
        deviation.size() == channels
            && deviation.stream().allMatch(each -> Double.isFinite(each) && each > 0),
        "deviation",
        deviation,
        "one number above 0 for each of " + channels + " channels");
    flags = Collections.unmodifiableMap(new TreeMap<>(flags));
  }

  private static void require(boolean holds, String key, Object got, String expected) {
    if (!holds) {
      throw new RequestException("side-car", "input." + key, String.valueOf(got), expected);
    }
  }
}
