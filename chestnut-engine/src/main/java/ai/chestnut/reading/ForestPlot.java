package ai.chestnut.reading;

import ai.chestnut.evaluation.Interval;
import java.util.List;
import java.util.Locale;

/** Shares or means with their intervals, one row each, on one axis; drawn as SVG. */
final class ForestPlot {

  private static final int WIDTH = 640;
  private static final int ROW = 34;
  private static final int LEFT = 130;
  private static final int RIGHT = 190;

  /**
   * One row.
   *
   * @param kind style: {@code real} or {@code made}
   * @param words the figure as text
   */
  record Row(String name, Interval figure, String kind, String words) {}

  private ForestPlot() {}

  /**
   * @param mark a value with a line of its own, such as chance
   * @param axis what the axis shows
   */
  static String of(List<Row> rows, double from, double to, double mark, String axis) {
    int height = rows.size() * ROW + 34;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg class=\"forest\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH,
        height,
        ReportPage.escaped(axis));
    double end = WIDTH - RIGHT;
    for (int tick = 0; tick <= 4; tick++) {
      double value = from + (to - from) * tick / 4;
      double x = LEFT + (end - LEFT) * tick / 4;
      add(svg, "<path class=\"grid\" d=\"M%.1f 4V%d\"/>", x, rows.size() * ROW + 4);
      String text = to <= 1 ? Math.round(100 * value) + " %" : ReportPage.number(value, 1);
      add(
          svg,
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x,
          rows.size() * ROW + 20,
          text);
    }
    double chance = x(mark, from, to, end);
    add(svg, "<path class=\"mark\" d=\"M%.1f 4V%d\"/>", chance, rows.size() * ROW + 4);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = 4 + ROW * (i + 0.5);
      double low = x(row.figure().low(), from, to, end);
      double high = x(row.figure().high(), from, to, end);
      add(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 14,
          y + 5,
          ReportPage.escaped(row.name()));
      add(
          svg,
          "<g class=\"%s\"><path d=\"M%.1f %.1fH%.1f\"/><circle cx=\"%.1f\" cy=\"%.1f\""
              + " r=\"5\"/></g>",
          row.kind(),
          low,
          y,
          high,
          x(row.figure().value(), from, to, end),
          y);
      add(
          svg,
          "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          end + 14,
          y + 5,
          row.words());
    }
    return svg.append("</svg>").toString();
  }

  private static double x(double value, double from, double to, double end) {
    double share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return LEFT + (end - LEFT) * share;
  }

  private static void add(StringBuilder svg, String template, Object... values) {
    svg.append(String.format(Locale.ROOT, template, values));
  }
}
