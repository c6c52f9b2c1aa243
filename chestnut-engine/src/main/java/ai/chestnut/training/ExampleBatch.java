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
import org.bytedeco.pytorch.Tensor;

/**
 * Examples as they are seen in one step, and what is known of them as tensors.
 *
 * <p>Legend: n batch, s side, 9 structures, o overlap layers, k findings.
 */
record ExampleBatch(List<Example> examples, List<Disguise.Seen> seen, int side, Device device) {

  /** Logit of what a pixel cannot be. */
  private static final float NEVER = -1e4f;

  /** Values and whether each is known (1) or teaches nothing (0), of one shape. */
  record Target(Tensor values, Tensor known) {}

  /** films [n, 1, s, s] */
  Tensor films() {
    float[] films = new float[examples.size() * side * side];
    for (int n = 0; n < examples.size(); n++) {
      System.arraycopy(seen.get(n).film(), 0, films, n * side * side, side * side);
    }
    return Tensors.of(films, device, examples.size(), 1, side, side);
  }

  /** 0 where a structure may be, far below where it cannot: [n, 9, s, s]. */
  Tensor structures() {
    int planes = AnatomySegmenter.STRUCTURES;
    int area = side * side;
    float[] values = new float[examples.size() * planes * area];
    for (int n = 0; n < examples.size(); n++) {
      Optional<short[]> allowed = examples.get(n).known().structures();
      int[] source = seen.get(n).source();
      for (int i = 0; i < area && allowed.isPresent(); i++) {
        short may = allowed.get()[source[i]];
        for (int plane = 0; plane < planes; plane++) {
          if ((may >> plane & 1) == 0) {
            values[(n * planes + plane) * area + i] = NEVER;
          }
        }
      }
    }
    return Tensors.of(values, device, examples.size(), planes, side, side);
  }

  /** [n, o, s, s] */
  Target layers() {
    int planes = AnatomySegmenter.LAYERS;
    float[] values = new float[examples.size() * planes * side * side];
    float[] known = new float[values.length];
    for (int n = 0; n < examples.size(); n++) {
      Known what = examples.get(n).known();
      for (int plane = 0; plane < planes; plane++) {
        if ((what.knownLayers() >> plane & 1) == 1) {
          byte[] layers = what.layers();
          int[] source = seen.get(n).source();
          int base = (n * planes + plane) * side * side;
          for (int i = 0; i < side * side; i++) {
            known[base + i] = 1;
            values[base + i] = layers[source[i]] >> plane & 1;
          }
        }
      }
    }
    return target(values, known, examples.size(), planes, side, side);
  }

  /** Where each finding lies, or one that looks like it: [n, k, s, s]. */
  Target lesions(List<Finding> findings) {
    int area = side * side;
    float[] values = new float[examples.size() * findings.size() * area];
    float[] known = new float[values.length];
    for (int n = 0; n < examples.size(); n++) {
      Known what = examples.get(n).known();
      int[] source = seen.get(n).source();
      for (int k = 0; k < findings.size(); k++) {
        int alike = alike(findings.get(k));
        if (what.lesions().isPresent() && (what.knownLesions() & alike) == alike) {
          int[] pixels = what.lesions().get();
          int base = (n * findings.size() + k) * area;
          for (int i = 0; i < area; i++) {
            known[base + i] = 1;
            values[base + i] = (pixels[source[i]] & alike) == 0 ? 0 : 1;
          }
        }
      }
    }
    return target(values, known, examples.size(), findings.size(), side, side);
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
