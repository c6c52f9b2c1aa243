package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.FilmPoints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Points in eight bits a number: {@code origin + step * q}, q in -127..127.
 *
 * @param origin [d]
 * @param step [d], at least 0
 */
record Quantised(float[] origin, float[] step) {

  private static final int ID = 8;
  private static final int TOP = 127;

  /** The finest steps that reach every number of both sets. */
  static Quantised fitting(FilmPoints train, FilmPoints heldOut) {
    float[] origin = new float[train.dimension()];
    float[] step = new float[train.dimension()];
    for (int i = 0; i < origin.length; i++) {
      double sum = 0;
      for (double[] point : train.points()) {
        sum += point[i];
      }
      origin[i] = (float) (sum / train.size());
      double most = 0;
      for (FilmPoints set : List.of(train, heldOut)) {
        for (double[] point : set.points()) {
          most = Math.max(most, Math.abs(point[i] - origin[i]));
        }
      }
      step[i] = (float) (most / TOP);
    }
    return new Quantised(origin, step);
  }

  /** The films with their points rounded to what eight bits hold. */
  FilmPoints of(FilmPoints films) {
    double[][] rounded = new double[films.size()][];
    for (int film = 0; film < rounded.length; film++) {
      rounded[film] = restored(rounded(films.points()[film]));
    }
    return new FilmPoints(films.names(), films.people(), rounded);
  }

  /** Origin, steps and the films of both sets, as the file has them. */
  byte[] bytes(FilmPoints train, FilmPoints heldOut) {
    int entry = 2 * ID + origin.length;
    ByteBuffer out =
        ByteBuffer.allocate(8 * origin.length + (train.size() + heldOut.size()) * entry)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] values : List.of(origin, step)) {
      for (float value : values) {
        out.putFloat(value);
      }
    }
    for (FilmPoints films : List.of(train, heldOut)) {
      for (int film = 0; film < films.size(); film++) {
        out.put(HexFormat.of().parseHex(films.names().get(film)));
        out.put(HexFormat.of().parseHex(films.people().get(film)));
        out.put(rounded(films.points()[film]));
      }
    }
    return out.array();
  }

  /** The next films of a file. */
  FilmPoints read(ByteBuffer data, int count) {
    List<String> names = new ArrayList<>();
    List<String> people = new ArrayList<>();
    double[][] points = new double[count][];
    byte[] id = new byte[ID];
    byte[] numbers = new byte[origin.length];
    for (int film = 0; film < count; film++) {
      data.get(id);
      names.add(HexFormat.of().formatHex(id));
      data.get(id);
      people.add(HexFormat.of().formatHex(id));
      data.get(numbers);
      points[film] = restored(numbers);
    }
    return new FilmPoints(names, people, points);
  }

  private byte[] rounded(double[] point) {
    byte[] numbers = new byte[point.length];
    for (int i = 0; i < point.length; i++) {
      double q = step[i] == 0 ? 0 : (point[i] - origin[i]) / step[i];
      numbers[i] = (byte) Math.max(-TOP, Math.min(TOP, Math.round(q)));
    }
    return numbers;
  }

  private double[] restored(byte[] numbers) {
    double[] point = new double[numbers.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (double) origin[i] + (double) step[i] * numbers[i];
    }
    return point;
  }
}
