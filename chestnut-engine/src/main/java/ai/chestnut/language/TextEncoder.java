package ai.chestnut.language;

import ai.chestnut.nn.Initial;
import ai.chestnut.nn.LayerNorm;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.TransformerBlock;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Words to vectors: learned embeddings and places, then transformer blocks. Trained together with
 * the model that reads it (Rombach et al. 2022, section 4.3.1).
 *
 * <p>Legend: n batch, k tokens, e width.
 */
public final class TextEncoder {

  private static final double SPREAD = 0.02;

  private final int length;
  private final Device device;
  private final Tensor words;
  private final Tensor places;
  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;

  public TextEncoder(Parameters.Place at, TextEncoderConfig config, Device device) {
    this.length = config.length();
    this.device = device;
    this.words = at.declare("words", Initial.normal(SPREAD), config.words(), config.width());
    this.places = at.declare("places", Initial.normal(SPREAD), config.length(), config.width());
    for (int layer = 0; layer < config.layers(); layer++) {
      blocks.add(new TransformerBlock(at.at("block", layer), config.width()));
    }
    this.norm = new LayerNorm(at.at("norm"), config.width());
  }

  /** Token ids, each row of the configured length -> [n, k, e] */
  public Tensor forward(int[][] tokens) {
    long[] ids = new long[tokens.length * length];
    for (int row = 0; row < tokens.length; row++) {
      for (int i = 0; i < length; i++) {
        ids[row * length + i] = tokens[row][i];
      }
    }
    return forward(Tensors.of(ids, device, tokens.length, length));
  }

  /** Token ids [n, k], int64, of the configured length -> [n, k, e] */
  public Tensor forward(Tensor tokens) {
    Tensor x = torch.embedding(words, tokens).add(places); // [n, k, e]
    for (TransformerBlock block : blocks) {
      x = block.forward(x);
    }
    return norm.forward(x);
  }
}
