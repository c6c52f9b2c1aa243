package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Classifier-free guidance: unconditional + weight (conditional - unconditional), Ho and Salimans
 * 2022, equation 6; its spread is then drawn back to the conditional's by the rescale share, Lin et
 * al. 2024, equations 15 and 16 (there for v, here for the clean estimate, where over-exposure
 * shows).
 *
 * @param weight 0 unconditional, 1 conditional, larger follows the text more and varies less
 * @param rescale share in [0, 1]
 */
public record Guidance(double weight, double rescale) {

  public Guidance {
    if (!(weight >= 0 && weight <= 30)) {
      throw new RequestException(
          "guidance", "--guidance", Double.toString(weight), "a number from 0 to 30");
    }
    if (!(rescale >= 0 && rescale <= 1)) {
      throw new RequestException(
          "guidance rescale", "", Double.toString(rescale), "a number from 0 to 1");
    }
  }

  /** Both estimates [n, c, h, w] -> the guided one. */
  public Tensor apply(Tensor conditional, Tensor unconditional) {
    Tensor guided = unconditional.add(conditional.sub(unconditional), new Scalar(weight));
    if (rescale == 0 || weight == 1) {
      return guided;
    }
    Tensor ratio = spread(conditional).div(spread(guided)); // [n, 1, 1, 1]
    return guided.mul(ratio.mul(new Scalar(rescale)).add(new Scalar(1 - rescale)));
  }

  private static Tensor spread(Tensor x) {
    return x.std(new long[] {1, 2, 3}, new ScalarOptional(new Scalar(0)), true)
        .clamp_min(new Scalar(1e-6));
  }
}
