package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.study.StudyFolder;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A comparison for programs and for people. */
final class ComparisonPage {

  private static final String FORMAT = "chestnut-comparison/1";

  private ComparisonPage() {}

  static String json(Comparison comparison) {
    ObjectNode root = ScorecardJson.object();
    root.put("format", FORMAT);
    root.put("notice", StudyFolder.MARK);
    root.put("first", comparison.first());
    root.put("second", comparison.second());
    ObjectNode figures = root.putObject("figures");
    for (Comparison.Row row : comparison.rows()) {
      ObjectNode node = figures.putObject(row.measure().id());
      node.put("label", row.measure().label());
      node.put("space", row.measure().space());
      ScorecardJson.interval(node.putObject("first"), row.one());
      ScorecardJson.interval(node.putObject("second"), row.other());
      ScorecardJson.interval(node.putObject("difference"), row.difference());
      ScorecardJson.put(node, "p", row.pValue());
      node.put("better", row.better() == 0 ? "" : row.better() < 0 ? "first" : "second");
    }
    return ScorecardJson.written(root);
  }

  static String html(Comparison comparison) {
    StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head>");
    page.append("<meta charset=\"utf-8\"><meta name=\"viewport\" ");
    page.append("content=\"width=device-width,initial-scale=1\"><title>Comparison</title><style>");
    page.append(Markup.resource("scorecard.css")).append("</style></head><body><main><header>");
    page.append("<p class=\"notice\">").append(StudyFolder.MARK).append("</p>");
    page.append("<h1>Comparison</h1><p class=\"pair\"><span class=\"made\">");
    page.append(Markup.escaped(comparison.second())).append("</span> less ");
    page.append(Markup.escaped(comparison.first())).append("</p><p class=\"lead\">");
    page.append(LEAD).append("</p></header><section><table><thead><tr><th>figure</th><th></th>");
    page.append(
        "<th>difference</th><th>first · second</th><th>p · better</th></tr></thead><tbody>");
    comparison.rows().forEach(row -> page.append(row(row)));
    return page.append("</tbody></table></section></main></body></html>\n").toString();
  }

  private static String row(Comparison.Row row) {
    Spread difference = row.difference();
    double reach = Math.max(Math.abs(difference.low()), Math.abs(difference.high()));
    Scale scale = new Scale(-1.1 * Math.max(reach, 1e-12), 1.1 * Math.max(reach, 1e-12));
    String better = row.better() == 0 ? "–" : row.better() < 0 ? "first" : "second";
    return "<tr><th scope=\"row\">"
        + Markup.escaped(row.measure().label())
        + "<span class=\"small\">"
        + Markup.escaped(row.measure().better().word())
        + " is better</span></th><td class=\"plot\">"
        + Strip.of(difference, scale)
        + "</td><td class=\"made\">"
        + Markup.interval(difference)
        + "</td><td class=\"small\">"
        + Markup.number(row.one().mean())
        + " · "
        + Markup.number(row.other().mean())
        + "</td><td class=\"small\">"
        + Markup.number(row.pValue())
        + " · "
        + (row.better() == 0 ? better : "<b>" + better + "</b>")
        + "</td></tr>";
  }

  private static final String LEAD =
      "Differences on the same draws of the same real films, with their 95 % intervals. p is"
          + " two-sided and corrected for the number of figures (Holm); below 0.05 one of the two"
          + " is named better.";
}
