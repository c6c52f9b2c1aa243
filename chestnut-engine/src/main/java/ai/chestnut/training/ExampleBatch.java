package ai.chestnut.training;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Examples as they are seen in one step, and what is known of them as tensors.
 *
 * <p>Legend: n batch, s side, 9 structures, o overlap layers, k findings.
 *
 * @param films [n, 1, s, s]
 * @param structureBits {@link Known#structures} as seen, [n, s * s], as are the others; empty where
 *     the expert does not learn from them
 */
record ExampleBatch(
    List<Example> examples,
    Tensor films,
    Optional<Tensor> structureBits,
    Optional<Tensor> layerBits,
    Optional<Tensor> lesionBits,
    Device device) {

  /** Logit of what a pixel cannot be. */
  private static final double NEVER = -1e4;

  /** Values and whether each is known (1) or teaches nothing (0), of one shape. */
  record Target(Tensor values, Tensor known) {}

  /** 0 where a structure may be, far below where it cannot: [n, 9, s, s]. */
  Tensor structures() {
    int[] planes = new int[AnatomySegmenter.STRUCTURES];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = 1 << plane;
    }
    return has(structureBits.orElseThrow(), planes).sub(new Scalar(1)).mul(new Scalar(-NEVER));
  }

  /** [n, o, s, s] */
  Target layers() {
    int[] planes = new int[AnatomySegmenter.LAYERS];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = 1 << plane;
    }
    return target(layerBits.orElseThrow(), planes, Known::knownLayers);
  }

  /** Where each finding lies, or one that looks like it: [n, k, s, s]. */
  Target lesions(List<Finding> findings) {
    int[] planes = findings.stream().mapToInt(ExampleBatch::alike).toArray();
    return target(
        lesionBits.orElseThrow(),
        planes,
        known -> known.lesions().isPresent() ? known.knownLesions() : 0);
  }

  /** Planes of which all bits are known are known everywhere. */
  private Target target(Tensor bits, int[] planes, ToIntFunction<Known> knownBits) {
    float[] known = new float[examples.size() * planes.length];
    for (int n = 0; n < examples.size(); n++) {
      int all = knownBits.applyAsInt(examples.get(n).known());
      for (int k = 0; k < planes.length; k++) {
        known[n * planes.length + k] = (all & planes[k]) == planes[k] ? 1 : 0;
      }
    }
    Tensor values = has(bits, planes);
    Tensor told = Tensors.of(known, device, examples.size(), planes.length, 1, 1);
    return new Target(values.mul(told), told.expand_as(values));
  }

  /** 1 where a pixel has one of a plane's bits, else 0: [n, k, s, s]. */
  private Tensor has(Tensor bits, int[] planes) {
    long[] wanted = new long[planes.length];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = planes[k];
    }
    Tensor each = Tensors.of(wanted, device, 1, planes.length, 1).to(torch.ScalarType.Int);
    long side = films.size(3);
    return bits.to(torch.ScalarType.Int)
        .unsqueeze(1)
        .bitwise_and(each)
        .ne(new Scalar(0))
        .to(torch.ScalarType.Float)
        .view(examples.size(), planes.length, side, side);
  }

  /** One bit for each finding that looks so. */
  private static int alike(Finding finding) {
    return Appearance.alike(finding).stream().mapToInt(one -> 1 << one.ordinal()).sum();
  }

  /** [n, k] */
  Target labels(List<Finding> findings) {
    float[] values = new float[examples.size() * findings.size()];
    float[] known = new float[values.length];
    for (int n = 0; n < examples.size(); n++) {
      for (int k = 0; k < findings.size(); k++) {
        Integer label = examples.get(n).known().labels().get(findings.get(k));
        if (label != null) {
          known[n * findings.size() + k] = 1;
          values[n * findings.size() + k] = label;
        }
      }
    }
    return target(values, known, examples.size(), findings.size());
  }

  /** PA, female, age as a share of {@code oldest} years: [n, 3]. */
  Target attributes(int oldest) {
    float[] values = new float[examples.size() * 3];
    float[] known = new float[values.length];
    for (int n = 0; n < examples.size(); n++) {
      Optional<View> view = examples.get(n).known().prompt().view();
      if (view.isPresent()) {
        known[n * 3] = 1;
        values[n * 3] = view.get() == View.PA ? 1 : 0;
      }
      Optional<Sex> sex = examples.get(n).known().prompt().sex();
      if (sex.isPresent()) {
        known[n * 3 + 1] = 1;
        values[n * 3 + 1] = sex.get() == Sex.FEMALE ? 1 : 0;
      }
      OptionalInt age = examples.get(n).known().prompt().ageYears();
      if (age.isPresent()) {
        known[n * 3 + 2] = 1;
        values[n * 3 + 2] = Math.min(1f, age.getAsInt() / (float) oldest);
      }
    }
    return target(values, known, examples.size(), 3);
  }

  private Target target(float[] values, float[] known, long... shape) {
    return new Target(Tensors.of(values, device, shape), Tensors.of(known, device, shape));
  }
}
