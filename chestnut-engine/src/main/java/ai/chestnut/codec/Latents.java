package ai.chestnut.codec;

import ai.chestnut.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * Latents outside of native code: owns a tensor [n, c, h, w] and shows nothing of it to rooms that
 * may not see tensors.
 */
public final class Latents implements AutoCloseable {

  private final Tensor tensor;

  /**
   * @param tensor taken out of its scope and owned from here on
   */
  public Latents(Tensor tensor) {
    this.tensor = Scope.owned(tensor);
  }

  /** For native rooms; borrowed. */
  public Tensor tensor() {
    return tensor;
  }

  /** The same numbers in memory of their own. */
  public Latents copied() {
    return Scope.computing(() -> new Latents(tensor.clone()));
  }

  @Override
  public void close() {
    tensor.close();
  }
}
