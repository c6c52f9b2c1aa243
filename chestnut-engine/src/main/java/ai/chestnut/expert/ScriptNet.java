package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.TorchScript;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A TorchScript file with its side-car: one film in, numbers out, in a scope of its own. */
record ScriptNet(TorchScript script, ScriptCard card, Device device) {

  /** An answer: its numbers, row-major, and their shape. */
  record Answer(List<Long> raw, float[] values) {

    /** Without the batch of one. */
    List<Long> shape() {
      return raw.size() > 1 && raw.get(0) == 1 ? raw.subList(1, raw.size()) : raw;
    }
  }

  Answer look(Radiograph film) {
    ScriptInput input = card.input();
    float[] square = ScriptFrame.of(film, input).values(film, input);
    return Scope.computing(
        () -> {
          Tensor given =
              Tensors.of(square, device, 1, input.channels(), input.side(), input.side());
          Tensor answer = script.forward(given, input.flags(), card.output().pick());
          return new Answer(
              Arrays.stream(answer.shape()).boxed().toList(), finite(Tensors.floats(answer)));
        });
  }

  /** The answer as {@code names.size()} probabilities. */
  float[] probabilities(Radiograph film) {
    Answer answer = look(film);
    List<Long> stripped = stripped(answer.shape(), 1);
    if (!stripped.equals(List.of((long) card.names().size()))) {
      throw shape(answer, "[1, " + card.names().size() + "], one number for each name");
    }
    return activated(answer.values(), 1);
  }

  /** Planes of probabilities, one for each name. */
  record Planes(float[] values, int resolution) {}

  Planes planes(Radiograph film) {
    Answer answer = look(film);
    List<Long> got = answer.shape();
    int count = card.names().size();
    if (got.size() != 3 || got.get(0) != count || !got.get(1).equals(got.get(2))) {
      throw shape(answer, "[1, " + count + ", s, s], one square plane for each name");
    }
    int resolution = Math.toIntExact(got.get(1));
    return new Planes(activated(answer.values(), resolution * resolution), resolution);
  }

  /** One vector. */
  double[] vector(Radiograph film) {
    Answer answer = look(film);
    List<Long> got = stripped(answer.shape(), 1);
    float[] values = answer.values();
    ScriptOutput.Pool pool = card.output().pool();
    if (got.size() == 1) {
      return pooled(values, values.length, 1, 0, 1);
    }
    if (got.size() == 3 && pool == ScriptOutput.Pool.MEAN) { // [c, h, w]
      int cells = Math.toIntExact(got.get(1) * got.get(2));
      return pooled(values, Math.toIntExact(got.get(0)), cells, 1, cells);
    }
    if (got.size() == 2 && pool != ScriptOutput.Pool.NONE) { // [t, e]
      int width = Math.toIntExact(got.get(1));
      int tokens = pool == ScriptOutput.Pool.FIRST ? 1 : Math.toIntExact(got.get(0));
      return pooled(values, width, 1, width, tokens);
    }
    throw shape(
        answer,
        got.size() == 3
            ? "[1, d]; output.pool = \"mean\" averages rows and columns"
            : "[1, d]; output.pool = \"first\" or \"mean\" takes one vector of tokens");
  }

  /** Entry {@code i} is the mean of {@code values[i * stride + k * step]} over {@code count} k. */
  private static double[] pooled(float[] values, int width, int stride, int step, int count) {
    double[] vector = new double[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += values[i * stride + k * step];
      }
      vector[i] = sum / count;
    }
    return vector;
  }

  /**
   * @param size numbers of one output; the softmax goes over the outputs
   */
  private float[] activated(float[] values, int size) {
    float[] out = new float[values.length];
    switch (card.output().values()) {
      case PROBABILITIES -> {
        for (int i = 0; i < out.length; i++) {
          if (!(values[i] >= 0 && values[i] <= 1)) {
            throw new RequestException(
                "TorchScript output",
                script.file().toString(),
                values[i] + " as a probability",
                "0 to 1; output.values = \"logits\" or \"softmax\" in " + card.place());
          }
          out[i] = values[i];
        }
      }
      case LOGITS -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (float) LogitScale.sigmoid(values[i]);
        }
      }
      case SOFTMAX -> {
        for (int i = 0; i < size; i++) {
          softmax(values, out, i, size);
        }
      }
    }
    return out;
  }

  private static void softmax(float[] values, float[] out, int first, int step) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = first; i < values.length; i += step) {
      most = Math.max(most, values[i]);
    }
    double sum = 0;
    for (int i = first; i < values.length; i += step) {
      sum += StrictMath.exp(values[i] - most);
    }
    for (int i = first; i < values.length; i += step) {
      out[i] = (float) (StrictMath.exp(values[i] - most) / sum);
    }
  }

  private float[] finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new RequestException(
            "TorchScript output", script.file().toString(), "" + value, "finite numbers");
      }
    }
    return values;
  }

  /** Without ones at the end, down to {@code least} sizes. */
  private static List<Long> stripped(List<Long> shape, int least) {
    int end = shape.size();
    while (end > least && shape.get(end - 1) == 1) {
      end--;
    }
    return shape.subList(0, end);
  }

  private RequestException shape(Answer answer, String expected) {
    return new RequestException(
        "TorchScript output",
        script.file().toString(),
        "shape " + answer.raw(),
        expected + " (side-car " + card.place() + ")");
  }
}
