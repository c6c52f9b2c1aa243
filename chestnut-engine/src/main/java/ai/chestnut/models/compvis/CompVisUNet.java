package ai.chestnut.models.compvis;

import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The U-Net of CompVis latent diffusion with spatial transformers: Rombach et al. 2022, section 3.3
 * and appendix E.2.1. What stands in each of its numbered places is known by the names of the
 * arrays there. Owns them.
 *
 * <p>Legend: n batch, c latent channels, h w cells, k text tokens, e context width.
 */
public final class CompVisUNet implements AutoCloseable {

  private static final double NORM_EPSILON = 1e-5;
  private static final double TRANSFORMER_EPSILON = 1e-6;
  private static final double SLOWEST = 10_000;

  private final NamedTensors weights;
  private final int heads;
  private final Device device;

  /**
   * @param entries named as below {@code model.diffusion_model.} in a checkpoint
   * @param heads of every attention, which the arrays do not say; 8 in XReal and Cheff
   */
  public CompVisUNet(Map<String, WeightFile.Entry> entries, int heads, Device device) {
    this.weights = NamedTensors.of(entries, device);
    this.heads = heads;
    this.device = device;
  }

  /**
   * @param x noisy latents [n, c, h, w] in the variance-preserving scale
   * @param steps 0 to 999, one per row
   * @param context text tokens [n, k, e]
   * @return predicted noise [n, c, h, w]
   */
  public Tensor forward(Tensor x, double[] steps, Tensor context) {
    int width = Math.toIntExact(weights.get("time_embed.0.weight").size(1));
    Tensor first = weights.at("time_embed.0").mapped(sinusoids(steps, width));
    Tensor embedding = weights.at("time_embed.2").mapped(torch.silu(first));
    Deque<Tensor> skips = new ArrayDeque<>();
    Tensor h = x;
    for (int i = 0; i < weights.count("input_blocks"); i++) {
      h = place(weights.at("input_blocks", i), h, embedding, context);
      skips.push(h);
    }
    h = place(weights.at("middle_block"), h, embedding, context);
    for (int i = 0; i < weights.count("output_blocks"); i++) {
      h =
          place(
              weights.at("output_blocks", i),
              Tensors.joined(1, h, skips.pop()),
              embedding,
              context);
    }
    return weights
        .at("out.2")
        .convolved(torch.silu(weights.at("out.0").groupNormed(h, NORM_EPSILON)));
  }

  private Tensor sinusoids(double[] steps, int width) {
    int half = width / 2;
    float[] values = new float[steps.length * width];
    for (int row = 0; row < steps.length; row++) {
      for (int i = 0; i < half; i++) {
        double angle = steps[row] * Math.exp(-Math.log(SLOWEST) * i / half);
        values[row * width + i] = (float) StrictMath.cos(angle);
        values[row * width + half + i] = (float) StrictMath.sin(angle);
      }
    }
    return Tensors.of(values, device, steps.length, width);
  }

  private Tensor place(NamedTensors here, Tensor in, Tensor embedding, Tensor context) {
    Tensor x = in;
    for (int layer = 0; isLayer(here, layer); layer++) {
      NamedTensors at = here.at(Integer.toString(layer));
      if (at.has("in_layers.0.weight")) {
        x = residual(at, x, embedding);
      } else if (at.has("proj_in.weight")) {
        x = transformed(at, x, context);
      } else if (at.has("op.weight")) {
        x = at.at("op").convolved(x, 2, 1);
      } else if (at.has("conv.weight")) {
        x = at.at("conv").convolved(torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3)));
      } else {
        x = at.convolved(x);
      }
    }
    return x;
  }

  private static boolean isLayer(NamedTensors here, int layer) {
    NamedTensors at = here.at(Integer.toString(layer));
    return at.has("weight")
        || at.has("in_layers.0.weight")
        || at.has("proj_in.weight")
        || at.has("op.weight")
        || at.has("conv.weight");
  }

  private static Tensor residual(NamedTensors here, Tensor x, Tensor embedding) {
    Tensor h =
        here.at("in_layers.2")
            .convolved(torch.silu(here.at("in_layers.0").groupNormed(x, NORM_EPSILON)));
    Tensor told = here.at("emb_layers.1").mapped(torch.silu(embedding));
    h = h.add(told.reshape(told.size(0), told.size(1), 1, 1));
    h =
        here.at("out_layers.3")
            .convolved(torch.silu(here.at("out_layers.0").groupNormed(h, NORM_EPSILON)));
    return h.add(here.has("skip_connection.weight") ? here.at("skip_connection").convolved(x) : x);
  }

  private Tensor transformed(NamedTensors here, Tensor x, Tensor context) {
    Tensor in = here.at("proj_in").convolved(here.at("norm").groupNormed(x, TRANSFORMER_EPSILON));
    Tensor tokens = in.flatten(2, 3).transpose(1, 2); // [n, c, h, w] -> [n, h*w, c]
    for (int block = 0; block < here.count("transformer_blocks"); block++) {
      NamedTensors at = here.at("transformer_blocks", block);
      Tensor self = at.at("norm1").layerNormed(tokens);
      tokens = tokens.add(CrossAttention.of(at.at("attn1"), self, self, heads));
      Tensor asked = at.at("norm2").layerNormed(tokens);
      tokens = tokens.add(CrossAttention.of(at.at("attn2"), asked, context, heads));
      Tensor wide = at.at("ff.net.0.proj").mapped(at.at("norm3").layerNormed(tokens));
      long half = wide.size(2) / 2;
      Tensor gated = wide.narrow(2, 0, half).mul(torch.gelu(wide.narrow(2, half, half)));
      tokens = tokens.add(at.at("ff.net.2").mapped(gated));
    }
    Tensor back = tokens.transpose(1, 2).reshape(in.shape());
    return x.add(here.at("proj_out").convolved(back));
  }

  @Override
  public void close() {
    weights.close();
  }
}
