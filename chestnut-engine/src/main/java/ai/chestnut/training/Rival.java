package ai.chestnut.training;

import ai.chestnut.nn.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * A critic that is trained against an {@link Objective}, with an optimiser of its own. In each step
 * it learns after the objective, in the same native scope, so that it may look at what the
 * objective made of the step's batch.
 */
interface Rival {

  /** What is trained. */
  Parameters parameters();

  /** Scalar loss of the step, with its graph. */
  Tensor loss(long step);
}
