package ai.chestnut.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Errors of what is fine in a film: differences of neighbouring pixels, and the power of the finest
 * octaves, which the mean of absolute errors alone lets fade. Ours: an octave's power is the mean
 * variance inside blocks of 2 by 2 pixels, of the film halved once, twice and so on, which is a
 * level of a Haar transform (Mallat 1989).
 */
final class FineDetail {

  private static final int OCTAVES = 3;
  private static final double LEAST_POWER = 1e-6; // of grey in [-1, 1]

  private FineDetail() {}

  /** Mean absolute difference of neighbours, across and down, of an error [n, 1, h, w]. */
  static Tensor gradients(Tensor error) {
    return difference(error, 3).abs().mean().add(difference(error, 2).abs().mean());
  }

  private static Tensor difference(Tensor x, int dimension) {
    long size = x.size(dimension);
    return x.narrow(dimension, 1, size - 1).sub(x.narrow(dimension, 0, size - 1));
  }

  /**
   * Mean over octaves of (a - 1)^2, a the amplitude of the made films over that of the films; both
   * [n, 1, h, w], h and w multiples of 8.
   */
  static Tensor octaves(Tensor films, Tensor made) {
    Tensor wanted = films;
    Tensor got = made;
    Tensor sum = films.new_zeros(new long[] {});
    for (int octave = 0; octave < OCTAVES; octave++) {
      Tensor blocks = torch.pixel_unshuffle(got, 2); // [n, 4, h/2, w/2]
      Tensor wantedBlocks = torch.pixel_unshuffle(wanted, 2);
      got = mean(blocks);
      wanted = mean(wantedBlocks);
      Tensor ratio = amplitude(blocks.sub(got)).div(amplitude(wantedBlocks.sub(wanted)));
      sum = sum.add(ratio.sub(new Scalar(1)).square());
    }
    return sum.div(new Scalar(OCTAVES));
  }

  private static Tensor mean(Tensor blocks) {
    return blocks.mean(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  private static Tensor amplitude(Tensor deviations) {
    return deviations.square().mean().add(new Scalar(LEAST_POWER)).sqrt();
  }
}
