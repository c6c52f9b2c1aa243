package ai.chestnut.language;

import ai.chestnut.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * Encoded text outside of native code: owns a tensor [n, k, e] and shows nothing of it to rooms
 * that may not see tensors.
 */
public final class TextContext implements AutoCloseable {

  private final Tensor tensor;

  /**
   * @param tensor taken out of its scope and owned from here on
   */
  public TextContext(Tensor tensor) {
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
