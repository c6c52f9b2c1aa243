package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * How far a film lies from real chest films, in the features of the finding classifier: the
 * Mahalanobis distance to their mean, over the root of the number of features, so that a typical
 * film is at about 1. Lee et al. 2018, equation 1, with one class.
 *
 * <p>Legend: e features.
 */
public final class FilmTypicality {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "film-typicality";

  private final FilmTypicalityConfig config;
  private final Device device;
  private final Tensor mean; // [e]
  private final Tensor whitening; // [e, e], the inverse of the covariance's Cholesky factor

  public FilmTypicality(Parameters.Place at, FilmTypicalityConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.mean = at.declare("mean", Initial.ZEROS, config.width());
    this.whitening = at.declare("whitening", Initial.FAN_IN, config.width(), config.width());
  }

  public FilmTypicalityConfig config() {
    return config;
  }

  /**
   * The distance of a film with these features.
   *
   * @throws RequestException for another number of features
   */
  public double distance(double[] features) {
    if (features.length != config.width()) {
      throw new RequestException(
          "film typicality",
          config.role().expert(NAME),
          features.length + " features",
          config.width() + ", those of the classifier that it was fitted with");
    }
    float[] values = new float[features.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) features[i];
    }
    float[] white =
        Scope.computing(
            () ->
                Gradients.off(
                    () ->
                        Tensors.floats(
                            whitening.matmul(
                                Tensors.of(values, device, values.length).sub(mean)))));
    double sum = 0;
    for (float value : white) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum / white.length);
  }
}
