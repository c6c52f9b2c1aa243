package ai.chestnut.diffusion;

import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.nn.TransformerBlock;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A residual block and the transformer block after it, where there is one. [n, in, h, w] -> [n,
 * out, h, w]
 */
record UNetStage(ResidualBlock residual, Optional<TransformerBlock> transformer) {

  static UNetStage of(
      Parameters.Place at, int in, int out, int embedding, boolean attends, int contextWidth) {
    return new UNetStage(
        new ResidualBlock(at.at("residual"), in, out, embedding),
        attends
            ? Optional.of(new TransformerBlock(at.at("transformer"), out, contextWidth))
            : Optional.empty());
  }

  /**
   * @param told embedding of noise level and text [n, e]
   * @param context text tokens [n, k, c]
   * @param dropped share of hidden features that are dropped, for training; else 0
   */
  Tensor forward(Tensor x, Tensor told, Tensor context, double dropped) {
    Tensor y = residual.forward(x, told, dropped);
    return transformer.map(block -> attend(block, y, context)).orElse(y);
  }

  private static Tensor attend(TransformerBlock block, Tensor x, Tensor context) {
    long[] shape = x.shape();
    Tensor tokens = x.flatten(2, 3).transpose(1, 2); // [n, c, h, w] -> [n, h*w, c]
    return block.forward(tokens, context).transpose(1, 2).reshape(shape);
  }
}
