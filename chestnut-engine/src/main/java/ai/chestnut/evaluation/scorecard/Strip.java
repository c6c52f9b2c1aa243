package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Alarm;
import ai.chestnut.evaluation.sampling.Spread;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** One-line plots that stretch with the page: bands for intervals, marks for values. */
final class Strip {

  private Strip() {}

  /** A figure on its floor. */
  static String of(Figure figure, Scale scale) {
    StringBuilder svg = open("figure beside its floor");
    figure.floor().ifPresent(floor -> svg.append(band(floor, scale, "floor")));
    svg.append(whisker(figure.synthetic(), scale));
    return svg.append("</svg>").toString();
  }

  /** A difference beside zero. */
  static String of(Spread difference, Scale scale) {
    StringBuilder svg = open("difference beside zero");
    String zero = Markup.at(scale.percent(0)) + "%";
    svg.append("<line class=\"threshold\" x1=\"").append(zero).append("\" x2=\"").append(zero);
    svg.append("\" y1=\"1\" y2=\"27\"/>").append(whisker(difference, scale));
    return svg.append("</svg>").toString();
  }

  /** An alarm between real films and the fault. */
  static String of(Alarm alarm) {
    Spread real = alarm.real().between(alarm.real().mean(), alarm.anchor().fault().mean());
    Spread fault =
        alarm.anchor().fault().between(alarm.real().mean(), alarm.anchor().fault().mean());
    Spread severity = alarm.anchor().severity();
    Scale scale = new Scale(-0.45, 1.45);
    StringBuilder svg = open("severity between real films and the fault");
    svg.append(band(real, scale, "floor")).append(band(fault, scale, "fault"));
    String x = Markup.at(scale.percent(alarm.kind().threshold())) + "%";
    svg.append("<line class=\"threshold\" x1=\"").append(x).append("\" x2=\"").append(x);
    svg.append("\" y1=\"1\" y2=\"27\"/>").append(whisker(severity, scale));
    return svg.append("</svg>").toString();
  }

  /** The scale that a figure and its floor need; distances and shares keep their zero in view. */
  static Scale scale(Iterable<Figure> figures) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (Figure figure : figures) {
      values.add(figure.synthetic().low()).add(figure.synthetic().high());
      Optional<Spread> floor = figure.floor();
      floor.ifPresent(spread -> values.add(spread.low()).add(spread.high()));
      values.add(0);
    }
    return Scale.holding(values.build());
  }

  private static StringBuilder open(String says) {
    return new StringBuilder("<svg class=\"strip\" height=\"28\" role=\"img\" aria-label=\"")
        .append(says)
        .append("\"><line class=\"rail\" x1=\"0\" x2=\"100%\" y1=\"14\" y2=\"14\"/>");
  }

  private static String band(Spread spread, Scale scale, String kind) {
    double low = scale.percent(spread.low());
    double high = scale.percent(spread.high());
    String middle = Markup.at(scale.percent(spread.mean())) + "%";
    return "<rect class=\""
        + kind
        + "\" x=\""
        + Markup.at(low)
        + "%\" width=\""
        + Markup.at(Math.max(0.6, high - low))
        + "%\" y=\"6\" height=\"16\" rx=\"3\"/><line class=\""
        + kind
        + "-mean\" x1=\""
        + middle
        + "\" x2=\""
        + middle
        + "\" y1=\"6\" y2=\"22\"/>";
  }

  private static String whisker(Spread spread, Scale scale) {
    return "<line class=\"whisker\" x1=\""
        + Markup.at(scale.percent(spread.low()))
        + "%\" x2=\""
        + Markup.at(scale.percent(spread.high()))
        + "%\" y1=\"14\" y2=\"14\"/><circle class=\"dot\" cx=\""
        + Markup.at(scale.percent(spread.mean()))
        + "%\" cy=\"14\" r=\"4.5\"/>";
  }
}
