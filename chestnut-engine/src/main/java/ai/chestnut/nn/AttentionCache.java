package ai.chestnut.nn;

import ai.chestnut.failure.DefectException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Keys and values of the positions that a {@link CausalAttention} has seen, so that the next one
 * costs its own products alone; owns them.
 *
 * <p>Legend: n batch, h heads, k positions, d head width.
 */
public final class AttentionCache implements AutoCloseable {

  private final Tensor keys; // [n, h, room, d]
  private final Tensor values;
  private long seen;

  AttentionCache(Device device, long n, long heads, long room, long width) {
    this.keys = empty(device, n, heads, room, width);
    this.values = empty(device, n, heads, room, width);
  }

  private static Tensor empty(Device device, long... shape) {
    return Scope.computing(() -> Scope.owned(torch.zeros(shape, device.options())));
  }

  /** Takes in further positions, [n, h, k, d] each. */
  void add(Tensor key, Tensor value) {
    long more = key.size(2);
    if (seen + more > keys.size(2)) {
      throw new DefectException(
          "attention cache: got " + (seen + more) + " positions, expected at most " + keys.size(2));
    }
    keys.narrow(2, seen, more).copy_(key);
    values.narrow(2, seen, more).copy_(value);
    seen += more;
  }

  /** How many positions it holds. */
  public long seen() {
    return seen;
  }

  /** A view of the keys so far, [n, h, k, d]. */
  Tensor keys() {
    return keys.narrow(2, 0, seen);
  }

  /** A view of the values so far, [n, h, k, d]. */
  Tensor values() {
    return values.narrow(2, 0, seen);
  }

  @Override
  public void close() {
    keys.close();
    values.close();
  }
}
