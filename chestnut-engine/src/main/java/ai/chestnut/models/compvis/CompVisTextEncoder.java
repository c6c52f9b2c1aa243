package ai.chestnut.models.compvis;

import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The text transformer of CompVis latent diffusion, over BERT's word pieces: learned words and
 * places, then attention and feed-forward in turn, each behind a norm. Rombach et al. 2022, table
 * 17. No padding mask, as published. Owns its arrays.
 *
 * <p>Legend: n batch, k tokens, e width.
 */
public final class CompVisTextEncoder implements AutoCloseable {

  /** Heads of every layer, which the arrays do not say; x-transformers' own number. */
  private static final int HEADS = 8;

  private final NamedTensors weights;
  private final Device device;

  /**
   * @param entries named as below {@code cond_stage_model.transformer.} in a checkpoint
   */
  public CompVisTextEncoder(Map<String, WeightFile.Entry> entries, Device device) {
    this.weights = NamedTensors.of(entries, device);
    this.device = device;
  }

  /** Ids of word pieces, rows of one length -> [n, k, e] */
  public Tensor forward(int[][] tokens) {
    int length = tokens[0].length;
    long[] ids = new long[tokens.length * length];
    for (int row = 0; row < tokens.length; row++) {
      for (int i = 0; i < length; i++) {
        ids[row * length + i] = tokens[row][i];
      }
    }
    Tensor x =
        torch
            .embedding(
                weights.get("token_emb.weight"), Tensors.of(ids, device, tokens.length, length))
            .add(weights.get("pos_emb.emb.weight").narrow(0, 0, length));
    NamedTensors layers = weights.at("attn_layers");
    for (int layer = 0; layer < layers.count("layers"); layer++) {
      NamedTensors here = layers.at("layers", layer);
      Tensor normed = here.at("0").layerNormed(x);
      x = x.add(here.has("1.to_q.weight") ? attended(here, normed) : widened(here, normed));
    }
    return weights.at("norm").layerNormed(x);
  }

  private static Tensor attended(NamedTensors here, Tensor x) {
    return CrossAttention.of(here.at("1"), x, x, HEADS);
  }

  private static Tensor widened(NamedTensors here, Tensor x) {
    return here.at("1.net.2").mapped(torch.gelu(here.at("1.net.0.0").mapped(x)));
  }

  @Override
  public void close() {
    weights.close();
  }
}
