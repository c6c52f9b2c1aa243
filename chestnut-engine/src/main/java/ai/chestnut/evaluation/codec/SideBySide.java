package ai.chestnut.evaluation.codec;

import ai.chestnut.radiograph.Radiograph;
import java.util.List;

/** Films above what became of them above their difference, on one picture. */
final class SideBySide {

  private static final int ROWS = 3;
  private static final float ENLARGED = 4;

  private SideBySide() {}

  /**
   * @param pairs a film, what became of it, the next film, ...; of one size
   */
  static Radiograph of(List<Radiograph> pairs) {
    int columns = pairs.size() / 2;
    int width = pairs.get(0).width();
    int height = pairs.get(0).height();
    float[] sheet = new float[columns * width * ROWS * height];
    for (int column = 0; column < columns; column++) {
      float[] film = pairs.get(2 * column).unit();
      float[] passed = pairs.get(2 * column + 1).unit();
      for (int i = 0; i < film.length; i++) {
        int at = i / width * columns * width + column * width + i % width;
        int row = columns * width * height;
        sheet[at] = film[i];
        sheet[at + row] = passed[i];
        sheet[at + 2 * row] = Math.max(0, Math.min(1, 0.5f + ENLARGED * (passed[i] - film[i])));
      }
    }
    return Radiograph.ofUnit(columns * width, ROWS * height, 8, sheet);
  }
}
