package ai.chestnut.expert;

import ai.chestnut.failure.DefectException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * One look at one film, in a native scope of its own. A look always takes a batch of one, so what
 * an expert says of a film cannot depend on the films beside it.
 */
final class ExpertBatch {

  private ExpertBatch() {}

  /**
   * @param net from films [1, 1, s, s] to finite numbers
   * @param expert for messages
   */
  static float[] look(
      Radiograph film, int side, Device device, String expert, Function<Tensor, Tensor> net) {
    float[] square = FilmFrame.of(film, side).values(film);
    float[] seen =
        Scope.computing(
            () ->
                Gradients.off(
                    () -> Tensors.floats(net.apply(Tensors.of(square, device, 1, 1, side, side)))));
    for (float value : seen) {
      if (!Float.isFinite(value)) {
        throw new DefectException(
            "expert (" + expert + "): got " + value + ", expected finite numbers");
      }
    }
    return seen;
  }
}
