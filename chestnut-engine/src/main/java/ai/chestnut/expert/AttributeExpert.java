package ai.chestnut.expert;

import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to view, sex and age.
 *
 * <p>Legend: n batch, s side, c deepest width; 3 logits: PA, female, age as a share of {@value
 * #OLDEST} years.
 */
public final class AttributeExpert {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "attribute-expert";

  /** The age in years at which the third share is 1. */
  public static final int OLDEST = 120;

  private static final int HEADS = 3;

  private final AttributeExpertConfig config;
  private final Device device;
  private final FilmEncoder encoder;
  private final Linear head;

  public AttributeExpert(Parameters.Place at, AttributeExpertConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.encoder = new FilmEncoder(at.at("encoder"), config.encoder());
    this.head = new Linear(at.at("head"), config.encoder().deepest(), HEADS);
  }

  public AttributeExpertConfig config() {
    return config;
  }

  /** films [n, 1, s, s] -> logits [n, 3] */
  public Tensor forward(Tensor films) {
    return head.forward(encoder.deepest(films).mean(2, 3)); // [n, c, h, w] -> [n, c] -> [n, 3]
  }

  public Attributes read(Radiograph film) {
    float[] logits =
        ExpertBatch.look(
            film, config.encoder().side(), device, config.role().expert(NAME), this::forward);
    return new Attributes(
        LogitScale.sigmoid(logits[0]),
        LogitScale.sigmoid(logits[1]),
        OLDEST * LogitScale.sigmoid(logits[2]));
  }
}
