package ai.chestnut.training;

import org.bytedeco.pytorch.Tensor;

/**
 * What one kind of expert is taught by.
 *
 * @param <N> the net
 */
interface ExpertLoss<N> {

  /** Scalar loss of a batch, with its graph. */
  Tensor of(N net, ExampleBatch batch, long step);
}
