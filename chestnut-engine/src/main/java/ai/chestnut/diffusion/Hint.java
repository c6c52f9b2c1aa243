package ai.chestnut.diffusion;

import ai.chestnut.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * A layout as a {@link ControlBranch} has read it, outside of native code: owns a tensor [n, width,
 * h, w] and shows nothing of it to rooms that may not see tensors.
 */
public final class Hint implements AutoCloseable {

  private final Tensor tensor;

  /**
   * @param tensor taken out of its scope and owned from here on
   */
  public Hint(Tensor tensor) {
    this.tensor = Scope.owned(tensor);
  }

  /** For native rooms; borrowed. */
  public Tensor tensor() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
