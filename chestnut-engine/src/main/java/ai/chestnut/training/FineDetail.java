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
  private static final int PATCH = 16; // pixels

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

  /**
   * Mean absolute difference of the amplitude of grain and of what a film lacks, octave by octave
   * in patches of 16 pixels: the root of the film's power less the plain film's, where that is
   * above 0. No codec can tell which pixel is bright by noise; how strong noise is, it can.
   *
   * @param films [n, 1, h, w], h and w multiples of 16, as are the others
   * @param plain what a codec made of them without grain; takes no gradient
   */
  static Tensor lacking(Tensor films, Tensor plain, Tensor grain) {
    Tensor wanted = films;
    Tensor had = plain.detach();
    Tensor added = grain;
    Tensor sum = films.new_zeros(new long[] {});
    for (int octave = 0; octave < OCTAVES; octave++) {
      Tensor wantedBlocks = torch.pixel_unshuffle(wanted, 2);
      Tensor hadBlocks = torch.pixel_unshuffle(had, 2);
      Tensor addedBlocks = torch.pixel_unshuffle(added, 2);
      wanted = mean(wantedBlocks);
      had = mean(hadBlocks);
      added = mean(addedBlocks);
      long patch = PATCH >> (octave + 1);
      Tensor lacks =
          power(wantedBlocks.sub(wanted), patch)
              .sub(power(hadBlocks.sub(had), patch))
              .clamp_min(new Scalar(0));
      sum = sum.add(root(power(addedBlocks.sub(added), patch)).sub(root(lacks)).abs().mean());
    }
    return sum.div(new Scalar(OCTAVES));
  }

  /** Mean square over a block and over patches of blocks. */
  private static Tensor power(Tensor deviations, long patch) {
    return torch.avg_pool2d(mean(deviations.square()), patch, patch);
  }

  private static Tensor root(Tensor power) {
    return power.add(new Scalar(LEAST_POWER)).sqrt();
  }

  private static Tensor mean(Tensor blocks) {
    return blocks.mean(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  private static Tensor amplitude(Tensor deviations) {
    return deviations.square().mean().add(new Scalar(LEAST_POWER)).sqrt();
  }
}
