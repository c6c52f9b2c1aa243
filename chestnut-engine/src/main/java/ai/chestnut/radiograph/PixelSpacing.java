package ai.chestnut.radiograph;

/**
 * The distance of neighbouring pixel centres in the detector plane.
 *
 * @param rowMm from one row to the next, in millimetres, above 0
 * @param columnMm from one column to the next, in millimetres, above 0
 */
public record PixelSpacing(double rowMm, double columnMm) {

  public PixelSpacing {
    require("rowMm", rowMm);
    require("columnMm", columnMm);
  }

  /** The spacing after the picture's height and width were multiplied by the given factors. */
  PixelSpacing scaled(double heightFactor, double widthFactor) {
    return new PixelSpacing(rowMm / heightFactor, columnMm / widthFactor);
  }

  private static void require(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "pixel spacing (" + name + "): got " + value + ", expected a positive number of mm");
    }
  }
}
