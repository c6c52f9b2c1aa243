package ai.chestnut.training;

import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;
import java.util.List;

/** Several square films on one picture, row by row. */
public final class Sheet {

  private Sheet() {}

  /** Films in [-1, 1], row-major, of one side. */
  public static Radiograph of(List<float[]> films, int side, int columns) {
    int rows = (films.size() + columns - 1) / columns;
    float[] unit = new float[rows * columns * side * side];
    Arrays.fill(unit, 0);
    for (int i = 0; i < films.size(); i++) {
      float[] film = films.get(i);
      int left = i % columns * side;
      int top = i / columns * side;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          unit[(top + y) * columns * side + left + x] = (film[y * side + x] + 1) / 2;
        }
      }
    }
    return Radiograph.ofUnit(columns * side, rows * side, 8, unit);
  }
}
