package ai.chestnut.training;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.AttributeExpert;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.LesionSegmenter;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The losses of the experts that see films alone. */
final class ExpertLosses {

  private static final double SMOOTH = 1;
  private static final double SURE = 0.5;

  private ExpertLosses() {}

  /**
   * Partial-label cross-entropy: minus the log of the probability of all that a pixel may be (Cour
   * et al. 2011), so that films with a lung mask alone teach beside films with every structure; for
   * the layers binary cross-entropy; for both, the soft Dice of what is there.
   */
  static Tensor anatomy(AnatomySegmenter net, ExampleBatch batch, long step) {
    AnatomySegmenter.Logits logits = net.forward(batch.films());
    Tensor allowed = batch.structures(); // [n, 9, s, s]
    Tensor log = torch.log_softmax(logits.structures(), 1);
    Tensor partial = torch.logsumexp(log.add(allowed), 1).neg().mean();
    // A structure counts for Dice where it is the only one that a pixel may be.
    Tensor may = allowed.gt(new Scalar(-SURE)).to(torch.ScalarType.Float);
    Tensor sole = may.mul(may.sum(1).eq(new Scalar(1)).to(torch.ScalarType.Float).unsqueeze(1));
    Tensor certain = sole.add(may.neg().add(new Scalar(1)));
    Tensor shapes = dice(log.exp(), sole, certain);
    ExampleBatch.Target layers = batch.layers();
    return partial
        .add(shapes)
        .add(binary(logits.layers(), layers, 1))
        .add(dice(logits.layers().sigmoid(), layers.values(), layers.known()));
  }

  /** Binary cross-entropy and soft Dice of the lesions that are there. */
  static Tensor lesions(LesionSegmenter net, ExampleBatch batch, long step) {
    Tensor logits = net.forward(batch.films());
    ExampleBatch.Target target = batch.lesions(net.config().findings());
    return binary(logits, target, 3).add(dice(logits.sigmoid(), target.values(), target.known()));
  }

  /** Binary cross-entropy over the labels that are known. */
  static Tensor findings(FindingClassifier net, ExampleBatch batch, long step) {
    return binary(net.forward(batch.films()), batch.labels(net.config().findings()), 2);
  }

  /** Binary cross-entropy over view, sex and the share of the greatest age. */
  static Tensor attributes(AttributeExpert net, ExampleBatch batch, long step) {
    return binary(net.forward(batch.films()), batch.attributes(AttributeExpert.OLDEST), 1);
  }

  /** Mean over what is known, what is there counting {@code weight} times. */
  static Tensor binary(Tensor logits, ExampleBatch.Target target, double weight) {
    // softplus(x) - x t, the stable form of binary cross-entropy
    Tensor each = torch.softplus(logits).sub(logits.mul(target.values()));
    Tensor weights =
        target.known().mul(target.values().mul(new Scalar(weight - 1)).add(new Scalar(1)));
    return each.mul(weights).sum().div(weights.sum().add(new Scalar(1e-6)));
  }

  /** One minus the soft Dice, mean over the planes [n, k] that hold something; 0 if none does. */
  private static Tensor dice(Tensor probabilities, Tensor values, Tensor known) {
    Tensor seen = probabilities.mul(known);
    Tensor both = seen.mul(values).sum(2, 3); // [n, k]
    Tensor all = seen.sum(2, 3).add(values.sum(2, 3));
    Tensor score = both.mul(new Scalar(2)).add(new Scalar(SMOOTH)).div(all.add(new Scalar(SMOOTH)));
    Tensor there = values.sum(2, 3).gt(new Scalar(0)).to(torch.ScalarType.Float);
    Tensor lost = score.neg().add(new Scalar(1)).mul(there).sum();
    return lost.div(there.sum().add(new Scalar(1e-6)));
  }
}
