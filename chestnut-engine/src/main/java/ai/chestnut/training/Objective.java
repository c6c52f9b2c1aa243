package ai.chestnut.training;

import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.WeightFile;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * What a training minimises: knows its data, its networks and its loss; nothing of optimisers,
 * files or schedules.
 */
public sealed interface Objective extends AutoCloseable
    permits AlignerObjective,
        AnatomyControllerObjective,
        AutoencoderObjective,
        ControlBranchObjective,
        DenoisingObjective,
        ExpertObjective,
        ImageTokenObjective,
        LayoutObjective,
        ProgressiveObjective,
        VisualCodesObjective {

  /** What is trained. */
  Parameters parameters();

  /** A critic that learns beside it. */
  default Optional<Rival> rival() {
    return Optional.empty();
  }

  /**
   * Told before each step how much of the training is done, in [0, 1), for those that change as
   * they go.
   */
  default void reached(double share) {}

  /**
   * Scalar loss of the step's batch, with its graph. The same step always sees the same batch and
   * the same noise.
   */
  Tensor loss(long step);

  /** Mean loss over the held-out films with fixed noise; chooses the checkpoint. */
  double heldOut();

  /** Factor on the learning rate of the next step, for those whose stages learn at their own. */
  default double pace() {
    return 1;
  }

  /** What is written beside the average because the model is used with it, such as its critic. */
  default Map<String, WeightFile.Entry> companions() {
    return Map.of();
  }

  /** A sheet of pictures that shows how far it is. */
  Radiograph preview();

  /** Metadata of the weight file: at least {@code kind} and {@code config}. */
  Map<String, String> metadata();

  @Override
  void close();
}
