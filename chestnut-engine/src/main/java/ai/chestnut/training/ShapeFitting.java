package ai.chestnut.training;

import ai.chestnut.placement.AnatomyShapeConfig;
import ai.chestnut.placement.AnatomyShapeModel;
import ai.chestnut.placement.JointNormal;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Principal components of fields by the eigenvectors of their inner products (Turk and Pentland
 * 1991, section 2), found by subspace iteration (Golub and Van Loan, section 8.2). Amounts are
 * scaled to variance 1 over the fitted shapes.
 *
 * @param mean field
 * @param basis a field for each mode
 * @param amounts of each shape, one a mode
 * @param explained share of the variance that the modes hold
 */
record ShapeFitting(float[] mean, float[] basis, double[][] amounts, double explained) {

  private static final int ROUNDS = 40;

  static ShapeFitting of(List<float[]> fields, int components, Device device) {
    int n = fields.size();
    int size = fields.get(0).length;
    float[] mean = new float[size];
    for (float[] field : fields) {
      for (int i = 0; i < size; i++) {
        mean[i] += field[i] / n;
      }
    }
    float[] centred = new float[n * size];
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < size; i++) {
        centred[row * size + i] = fields.get(row)[i] - mean[i];
      }
    }
    float[] gram =
        Scope.computing(
            () -> {
              Tensor rows = Tensors.of(centred, device, n, size);
              return Tensors.floats(rows.matmul(rows.t()));
            });
    double[][] vectors = vectors(gram, n, components);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += gram[i * n + i];
    }
    double held = 0;
    double[][] amounts = new double[n][components];
    float[] mix = new float[components * n];
    for (int mode = 0; mode < components; mode++) {
      double[] vector = vectors[mode];
      held += quotient(gram, n, vector);
      for (int row = 0; row < n; row++) {
        amounts[row][mode] = vector[row] * Math.sqrt(n - 1.0);
        mix[mode * n + row] = (float) (vector[row] / Math.sqrt(n - 1.0));
      }
    }
    float[] basis =
        Scope.computing(
            () ->
                Tensors.floats(
                    Tensors.of(mix, device, components, n)
                        .matmul(Tensors.of(centred, device, n, size))
                        .mul(new Scalar(1.0))));
    return new ShapeFitting(mean, basis, amounts, held / trace);
  }

  /** The model of these modes with other numbers that were measured on the same shapes. */
  AnatomyShapeModel model(AnatomyShapeConfig config, JointNormal joint) {
    return new AnatomyShapeModel(config, mean, basis, joint);
  }

  /** Amounts and measures side by side. */
  double[][] beside(List<double[]> measures) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      double[] row = Arrays.copyOf(amounts[i], amounts[i].length + measures.get(i).length);
      System.arraycopy(measures.get(i), 0, row, amounts[i].length, measures.get(i).length);
      rows.add(row);
    }
    return rows.toArray(double[][]::new);
  }

  private static double[][] vectors(float[] gram, int n, int count) {
    RandomStream stream = RandomStream.of(0, 0, "subspace");
    double[][] vectors = new double[count][n];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, i -> stream.nextGaussian());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int k = 0; k < count; k++) {
        vectors[k] = times(gram, n, vectors[k]);
        for (int other = 0; other < k; other++) {
          double along = dot(vectors[k], vectors[other]);
          for (int i = 0; i < n; i++) {
            vectors[k][i] -= along * vectors[other][i];
          }
        }
        double length = Math.sqrt(dot(vectors[k], vectors[k]));
        for (int i = 0; i < n; i++) {
          vectors[k][i] /= length;
        }
      }
    }
    return vectors;
  }

  private static double quotient(float[] gram, int n, double[] vector) {
    return dot(vector, times(gram, n, vector));
  }

  private static double[] times(float[] gram, int n, double[] vector) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += gram[i * n + j] * vector[j];
      }
      out[i] = sum;
    }
    return out;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
