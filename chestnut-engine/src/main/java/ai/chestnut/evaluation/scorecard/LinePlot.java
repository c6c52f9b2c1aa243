package ai.chestnut.evaluation.scorecard;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Two curves with the band that holds four films in five, real and synthetic. */
final class LinePlot {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 240;
  private static final int LEFT = 44;
  private static final int BOTTOM = 36;
  private static final int TOP = 10;
  private static final int RIGHT = 10;
  private static final int TICKS = 5;

  private LinePlot() {}

  /**
   * @param real rows of mean, tenth and ninetieth of a hundred
   * @param at words under each row
   * @param across what the rows are
   * @param up what the values are
   */
  static String of(double[][] real, double[][] synthetic, String[] at, String across, String up) {
    Scale scale =
        Scale.holding(
            Arrays.stream(new double[][][] {real, synthetic})
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream));
    StringBuilder svg = new StringBuilder("<svg class=\"lines\" viewBox=\"0 0 ");
    svg.append(WIDTH).append(' ').append(HEIGHT).append("\" role=\"img\" aria-label=\"");
    svg.append(Markup.escaped(up + " by " + across)).append("\">");
    double step = round((scale.to() - scale.from()) / TICKS);
    for (double value = Math.ceil(scale.from() / step) * step; value <= scale.to(); value += step) {
      double y = y(value, scale);
      svg.append(line("grid", LEFT, y, WIDTH - RIGHT, y));
      svg.append(text(LEFT - 6, y + 4, "end", tick(value, step)));
    }
    for (int i = 0; i < at.length; i++) {
      svg.append(text(x(i, at.length), HEIGHT - BOTTOM + 16, "middle", at[i]));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, "middle", across));
    svg.append(curve(real, scale, "real")).append(curve(synthetic, scale, "made"));
    return svg.append("</svg>").toString();
  }

  /** 1, 2 or 5 times a power of ten, at least as large. */
  private static double round(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(x -> x * power)
        .filter(x -> x >= step)
        .findFirst()
        .orElse(step);
  }

  private static String tick(double value, double step) {
    String text =
        String.format(Locale.ROOT, step >= 1 ? "%.0f" : step >= 0.1 ? "%.1f" : "%.2f", value);
    return text.equals("-0.0") || text.equals("-0") ? "0" : text.replace('-', '−');
  }

  private static String curve(double[][] rows, Scale scale, String kind) {
    StringBuilder band = new StringBuilder();
    IntStream.range(0, rows.length)
        .forEach(i -> band.append(point(x(i, rows.length), y(rows[i][1], scale))));
    IntStream.iterate(rows.length - 1, i -> i >= 0, i -> i - 1)
        .forEach(i -> band.append(point(x(i, rows.length), y(rows[i][2], scale))));
    StringBuilder line = new StringBuilder();
    IntStream.range(0, rows.length)
        .forEach(i -> line.append(point(x(i, rows.length), y(rows[i][0], scale))));
    return "<polygon class=\"band "
        + kind
        + "\" points=\""
        + band
        + "\"/><polyline class=\"curve "
        + kind
        + "\" points=\""
        + line
        + "\"/>";
  }

  private static double x(int i, int count) {
    double wide = WIDTH - LEFT - RIGHT;
    return LEFT + wide * (i + 0.5) / count;
  }

  private static double y(double value, Scale scale) {
    return HEIGHT - BOTTOM - scale.percent(value) / 100 * (HEIGHT - BOTTOM - TOP);
  }

  private static String point(double x, double y) {
    return Markup.at(x) + "," + Markup.at(y) + " ";
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return "<line class=\""
        + kind
        + "\" x1=\""
        + Markup.at(x1)
        + "\" y1=\""
        + Markup.at(y1)
        + "\" x2=\""
        + Markup.at(x2)
        + "\" y2=\""
        + Markup.at(y2)
        + "\"/>";
  }

  private static String text(double x, double y, String anchor, String words) {
    return "<text x=\""
        + Markup.at(x)
        + "\" y=\""
        + Markup.at(y)
        + "\" text-anchor=\""
        + anchor
        + "\">"
        + Markup.escaped(words)
        + "</text>";
  }
}
