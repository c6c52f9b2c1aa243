package ai.chestnut.layout;

/**
 * An upright rectangle of whole pixels.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Box(int x, int y, int width, int height) {

  public Box {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "box: got ["
              + x
              + ", "
              + y
              + ", "
              + width
              + ", "
              + height
              + "], expected a corner from 0 and a size from 1");
    }
  }

  public boolean contains(int column, int row) {
    return column >= x && row >= y && column < x + width && row < y + height;
  }

  public long area() {
    return (long) width * height;
  }
}
