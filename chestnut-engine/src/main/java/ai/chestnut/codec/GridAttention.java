package ai.chestnut.codec;

import ai.chestnut.nn.Attention;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Parameters;
import org.bytedeco.pytorch.Tensor;

/** Every cell of a grid of features attends to every other. [n, c, h, w] -> the same */
final class GridAttention {

  private final GroupNorm norm;
  private final Attention attention;

  GridAttention(Parameters.Place at, int channels) {
    this.norm = new GroupNorm(at.at("norm"), channels);
    this.attention = new Attention(at.at("self"), channels);
  }

  Tensor forward(Tensor x) {
    Tensor cells = norm.forward(x).flatten(2, 3).transpose(1, 2); // [n, c, h, w] -> [n, h*w, c]
    return x.add(attention.forward(cells, cells).transpose(1, 2).reshape(x.shape()));
  }
}
