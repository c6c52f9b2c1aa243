package ai.chestnut.training;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.AnatomySegmenterConfig;
import ai.chestnut.expert.FilmEncoder;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.LongVectorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBilinear;

/**
 * How unlike two films are to two frozen filter experts, the finding classifier and the anatomy
 * segmenter: squared difference of their encoders' features, brought to length 1 at every position
 * (Zhang et al. 2018, equation 1, with equal weights), mean over positions, levels and experts.
 * Films larger than the experts' square are seen twice: as tiles at their own scale and whole,
 * scaled down.
 *
 * <p>Legend: n batch, s side of the films, e side of the experts' square, c channels.
 */
final class PerceptualDistance implements AutoCloseable {

  private static final double LEAST_LENGTH = 1e-4;
  private static final double LEAST_DEVIATION = 0.1; // of grey in [-1, 1], so that no flat tile
  // counts for more than a film

  private final ExpertModel<FindingClassifierConfig, FindingClassifier> classifier;
  private final ExpertModel<AnatomySegmenterConfig, AnatomySegmenter> segmenter;
  private final int side;

  private PerceptualDistance(
      ExpertModel<FindingClassifierConfig, FindingClassifier> classifier,
      ExpertModel<AnatomySegmenterConfig, AnatomySegmenter> segmenter) {
    this.classifier = classifier;
    this.segmenter = segmenter;
    this.side = classifier.config().encoder().side();
    if (segmenter.config().encoder().side() != side) {
      throw new RequestException(
          "likeness",
          "experts",
          "a classifier that sees "
              + side
              + " pixels, a segmenter that sees "
              + segmenter.config().encoder().side(),
          "one side");
    }
    classifier.parameters().train(false);
    segmenter.parameters().train(false);
  }

  /**
   * @param experts folder of the filter experts, or {@code mu} for random ones
   */
  static PerceptualDistance read(String experts, long seed, Device device) {
    return new PerceptualDistance(
        expert(ExpertKind.FINDING_CLASSIFIER, experts, seed, device),
        expert(ExpertKind.ANATOMY_SEGMENTER, experts, seed, device));
  }

  private static <C, N> ExpertModel<C, N> expert(
      ExpertKind<C, N> kind, String experts, long seed, Device device) {
    return experts.equals(Catalogue.MU)
        ? kind.mu(Role.FILTER, seed, device)
        : kind.read(ExpertSet.file(Path.of(experts), Role.FILTER, kind), Role.FILTER, device);
  }

  /** Side of the experts' square. */
  int side() {
    return side;
  }

  /** The distance of films [n, 1, s, s], s a multiple of e; a scalar with the graph of the made. */
  Tensor between(Tensor films, Tensor made) {
    List<Tensor> wanted = Gradients.off(() -> seen(squares(films, films)));
    List<Tensor> got = seen(squares(films, made));
    Tensor sum = wanted.get(0).sub(got.get(0)).square().sum(1).mean();
    for (int level = 1; level < got.size(); level++) {
      sum = sum.add(wanted.get(level).sub(got.get(level)).square().sum(1).mean());
    }
    return sum.div(new Scalar(got.size()));
  }

  /** Mean absolute difference of the classifier's logits of whole films [n, 1, s, s]; a scalar. */
  Tensor clinical(Tensor films, Tensor made) {
    Tensor wanted = Gradients.off(() -> classifier.network().forward(scaledDown(films, films)));
    Tensor got = classifier.network().forward(scaledDown(films, made));
    return got.to(torch.ScalarType.Float).sub(wanted).abs().mean();
  }

  /** Features of every level of both encoders, of length 1 at every position, in float32. */
  private List<Tensor> seen(Tensor squares) {
    List<Tensor> features = new ArrayList<>();
    for (FilmEncoder encoder :
        List.of(classifier.network().encoder(), segmenter.network().encoder())) {
      for (Tensor level : encoder.levels(squares)) {
        Tensor wide = level.to(torch.ScalarType.Float);
        Tensor length =
            wide.norm(
                new ScalarOptional(new Scalar(2)), new long[] {1}, true, torch.ScalarType.Float);
        features.add(wide.div(length.clamp_min(new Scalar(LEAST_LENGTH))));
      }
    }
    return features;
  }

  /** What the experts look at: [n, 1, s, s] -> [m, 1, e, e], standardised as the originals are. */
  private Tensor squares(Tensor originals, Tensor films) {
    long s = films.size(3);
    if (s == side) {
      return standardised(originals, films);
    }
    Tensor tiles = standardised(tiles(originals), tiles(films));
    return Tensors.joined(0, tiles, scaledDown(originals, films));
  }

  /** [n, 1, s, s] -> [n * (s/e)^2, 1, e, e] */
  private Tensor tiles(Tensor films) {
    return films
        .unfold(2, side, side) // [n, 1, s/e, s, e]
        .unfold(3, side, side) // [n, 1, s/e, s/e, e, e]
        .reshape(-1, 1, side, side);
  }

  /** Whole films at the experts' side, resampled as the experts resample. */
  private Tensor scaledDown(Tensor originals, Tensor films) {
    return films.size(3) == side
        ? standardised(originals, films)
        : standardised(resized(originals, side), resized(films, side));
  }

  /** Films [n, 1, s, s] at another side by the triangle that {@code Radiograph.resized} uses. */
  static Tensor resized(Tensor films, int side) {
    InterpolateFuncOptions options = new InterpolateFuncOptions();
    options.size().put(new LongVectorOptional(new LongVector(side, side)));
    options.mode().put(new kBilinear());
    options.align_corners().put(new BoolOptional(false));
    options.antialias().put(true);
    return torch.interpolate(films, options);
  }

  /** Brought to mean 0 and deviation 1 of the originals, so that a change of tone counts. */
  private static Tensor standardised(Tensor originals, Tensor films) {
    long[] pixels = {2, 3};
    Tensor mean = originals.mean(pixels, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    Tensor deviation =
        originals
            .sub(mean)
            .square()
            .mean(pixels, true, new org.bytedeco.pytorch.ScalarTypeOptional())
            .sqrt();
    return films.sub(mean).div(deviation.clamp_min(new Scalar(LEAST_DEVIATION)));
  }

  @Override
  public void close() {
    classifier.close();
    segmenter.close();
  }
}
