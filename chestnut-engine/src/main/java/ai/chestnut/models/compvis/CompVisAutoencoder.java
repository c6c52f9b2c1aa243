package ai.chestnut.models.compvis;

import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The KL autoencoder of CompVis latent diffusion: Rombach et al. 2022, appendix G; Esser et al.
 * 2021, table 7. Its depth and widths are those of the arrays that it is given. Owns them.
 *
 * <p>Legend: n batch, h w pixels, f = 2^(levels - 1), c latent channels. Pictures are in the range
 * that it was trained on: [-1, 1] for Cheff, [0, 1] for XReal.
 */
public final class CompVisAutoencoder implements AutoCloseable {

  private static final double EPSILON = 1e-6;

  private final NamedTensors weights;
  private final NamedTensors encoder;
  private final NamedTensors decoder;
  private final int levels;

  /**
   * @param entries named as below {@code first_stage_model.} in a checkpoint
   */
  public CompVisAutoencoder(Map<String, WeightFile.Entry> entries, Device device) {
    this.weights = NamedTensors.of(entries, device);
    this.encoder = weights.at("encoder");
    this.decoder = weights.at("decoder");
    this.levels = encoder.count("down");
  }

  /** pictures [n, 3, h, w] -> posterior over latents [n, c, h/f, w/f] */
  public KlAutoencoder.Posterior encode(Tensor pictures) {
    Tensor x = encoder.at("conv_in").convolved(pictures);
    for (int level = 0; level < levels; level++) {
      NamedTensors here = encoder.at("down", level);
      x = blocks(here, x);
      if (here.has("downsample.conv.weight")) {
        // as published: one row and column of zeros at the right and below, none at the other side
        Tensor padded = torch.constant_pad_nd(x, new long[] {0, 1, 0, 1}, new Scalar(0));
        x = here.at("downsample.conv").convolved(padded, 2, 0);
      }
    }
    x = middle(encoder.at("mid"), x);
    x = torch.silu(encoder.at("norm_out").groupNormed(x, EPSILON));
    Tensor moments = weights.at("quant_conv").convolved(encoder.at("conv_out").convolved(x));
    long channels = moments.size(1) / 2;
    return new KlAutoencoder.Posterior(
        moments.narrow(1, 0, channels),
        moments
            .narrow(1, channels, channels)
            .clamp(new ScalarOptional(new Scalar(-30.0)), new ScalarOptional(new Scalar(20.0))));
  }

  /** latents [n, c, h/f, w/f] -> pictures [n, 3, h, w] */
  public Tensor decode(Tensor latents) {
    Tensor x = decoder.at("conv_in").convolved(weights.at("post_quant_conv").convolved(latents));
    x = middle(decoder.at("mid"), x);
    for (int level = levels - 1; level >= 0; level--) {
      NamedTensors here = decoder.at("up", level);
      x = blocks(here, x);
      if (here.has("upsample.conv.weight")) {
        Tensor doubled = torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
        x = here.at("upsample.conv").convolved(doubled);
      }
    }
    x = torch.silu(decoder.at("norm_out").groupNormed(x, EPSILON));
    return decoder.at("conv_out").convolved(x);
  }

  private static Tensor blocks(NamedTensors here, Tensor in) {
    Tensor x = in;
    for (int block = 0; block < here.count("block"); block++) {
      x = residual(here.at("block", block), x);
      if (here.has("attn." + block + ".q.weight")) {
        x = attended(here.at("attn", block), x);
      }
    }
    return x;
  }

  private static Tensor middle(NamedTensors here, Tensor x) {
    Tensor first = residual(here.at("block_1"), x);
    return residual(here.at("block_2"), attended(here.at("attn_1"), first));
  }

  private static Tensor residual(NamedTensors here, Tensor x) {
    Tensor h = here.at("conv1").convolved(torch.silu(here.at("norm1").groupNormed(x, EPSILON)));
    h = here.at("conv2").convolved(torch.silu(here.at("norm2").groupNormed(h, EPSILON)));
    return h.add(here.has("nin_shortcut.weight") ? here.at("nin_shortcut").convolved(x) : x);
  }

  /** One head over all places. */
  private static Tensor attended(NamedTensors here, Tensor x) {
    Tensor normed = here.at("norm").groupNormed(x, EPSILON);
    Tensor q = here.at("q").convolved(normed).flatten(2, 3).transpose(1, 2); // [n, hw, c]
    Tensor k = here.at("k").convolved(normed).flatten(2, 3); // [n, c, hw]
    Tensor v = here.at("v").convolved(normed).flatten(2, 3).transpose(1, 2);
    Tensor scores = torch.matmul(q, k).mul(new Scalar(1 / Math.sqrt(x.size(1))));
    Tensor mixed = torch.matmul(torch.softmax(scores, 2), v); // [n, hw, c]
    return x.add(here.at("proj_out").convolved(mixed.transpose(1, 2).reshape(x.shape())));
  }

  @Override
  public void close() {
    weights.close();
  }
}
