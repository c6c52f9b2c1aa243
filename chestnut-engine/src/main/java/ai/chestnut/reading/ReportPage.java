package ai.chestnut.reading;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.failure.DefectException;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** {@code report.html}: one page that needs nothing else, light or dark as the reader has it. */
final class ReportPage {

  private final ReaderReport report;
  private final StringBuilder page = new StringBuilder();

  private ReportPage(ReaderReport report) {
    this.report = report;
  }

  static String html(ReaderReport report) {
    ReportPage page = new ReportPage(report);
    page.head();
    page.authentic();
    page.told();
    page.ratings();
    page.comparisons();
    page.findings();
    page.agreement();
    page.readers();
    page.reasons();
    page.add("<section><h2>How to read this</h2>");
    page.page.append(resource("method.html")).append("</section></main></body></html>\n");
    return page.page.toString();
  }

  private void head() {
    add("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    add("<title>Reader study: %s</title><style>", report.protocol().title());
    page.append(resource("report.css")).append("</style></head><body><main><header>");
    add("<p class=\"notice\">%s</p><h1>%s</h1>", StudyFolder.MARK, report.protocol().title());
    add("<p class=\"verdict\">%s</p><dl>", headline());
    fact("Readers", "" + report.readers().size());
    fact("Films of each arm", "" + report.protocol().perArm());
    fact("Shown twice", Math.round(100 * report.protocol().repeatShare()) + " %");
    fact("Protocol", report.hash().substring(0, 16) + "…");
    add("</dl></header>");
  }

  private String headline() {
    List<String> parts = new ArrayList<>();
    for (ReaderReport.Arm arm : report.arms()) {
      arm.calledReal()
          .ifPresent(
              share -> parts.add(arm.name() + " films: " + percent(share.value()) + " authentic"));
    }
    return parts.isEmpty() ? "No film has been judged yet." : String.join(" · ", parts);
  }

  private void fact(String name, String value) {
    add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
  }

  private void authentic() {
    List<ForestPlot.Row> rows = new ArrayList<>();
    for (ReaderReport.Arm arm : report.arms()) {
      arm.calledReal()
          .ifPresent(
              share -> rows.add(new ForestPlot.Row(arm.name(), share, kind(arm), shares(share))));
    }
    plot(
        "Called authentic",
        "Share of answers that took the film for a real one, Wilson's 95 % interval. Films that"
            + " nobody can tell apart score as the real films do.",
        rows,
        0,
        1,
        0.5);
  }

  private void plot(
      String title, String lead, List<ForestPlot.Row> rows, double from, double to, double mark) {
    if (!rows.isEmpty()) {
      add("<section><h2>%s</h2><p class=\"lead\">%s</p>", title, lead);
      page.append(ForestPlot.of(rows, from, to, mark, title)).append("</section>");
    }
  }

  private static String kind(ReaderReport.Arm arm) {
    return arm.name().equals(Protocol.REAL) ? "real" : "made";
  }

  private void told() {
    List<ReaderReport.Told> rows = new ArrayList<>(report.systems());
    report.pooled().ifPresent(rows::add);
    report.readers().forEach(reader -> reader.told().ifPresent(rows::add));
    if (rows.isEmpty()) {
      return;
    }
    add("<section><h2>Told apart</h2><p class=\"lead\">%s</p>", TOLD);
    table("", "answers", "accuracy", "p of guessing", "d′", "bias c", "AUC");
    for (ReaderReport.Told row : rows) {
      row(
          row.name(),
          "" + row.answers(),
          shares(row.accuracy()),
          p(row.pValue()),
          row.dPrime().map(ReportPage::interval).orElse("–"),
          row.criterion().map(c -> number(c, 2)).orElse("–"),
          row.auc().map(ReportPage::interval).orElse("–"));
    }
    add("</tbody></table></div></section>");
  }

  private void ratings() {
    rating("Realism of the anatomy", ReaderReport.Arm::anatomy);
    rating("Realism of the pathology", ReaderReport.Arm::pathology);
    rating("Usefulness of the masks", ReaderReport.Arm::overlay);
  }

  private void rating(String title, Function<ReaderReport.Arm, Optional<Interval>> figure) {
    List<ForestPlot.Row> rows = new ArrayList<>();
    for (ReaderReport.Arm arm : report.arms()) {
      figure
          .apply(arm)
          .ifPresent(
              mean -> rows.add(new ForestPlot.Row(arm.name(), mean, kind(arm), interval(mean))));
    }
    plot(title, "Mean of 1 to 5, films resampled.", rows, 1, 5, 3);
  }

  private void comparisons() {
    if (report.comparisons().isEmpty()) {
      return;
    }
    add("<section><h2>Beside each other</h2><p class=\"lead\">%s</p>", PAIRED);
    table("", "arms", "pairs", "mean difference", "p");
    for (ReaderReport.Comparison each : report.comparisons()) {
      row(
          each.rating(),
          each.second() + " less " + each.first(),
          "" + each.pairs(),
          number(each.difference(), 2),
          p(each.pValue()));
    }
    add("</tbody></table></div></section>");
  }

  private void findings() {
    if (report.protocol().finding().isEmpty() || !report.protocol().asks(Question.FINDING)) {
      return;
    }
    String finding = report.protocol().finding().orElseThrow().canonicalName();
    add("<section><h2>%s</h2><p class=\"lead\">Share of answers yes.</p>", finding);
    table("", "where it is", "where it is not");
    for (ReaderReport.Arm arm : report.arms()) {
      row(
          arm.name(),
          arm.findingSeen().map(ReportPage::shares).orElse("–"),
          arm.findingFancied().map(ReportPage::shares).orElse("–"));
    }
    add("</tbody></table></div></section>");
  }

  private void agreement() {
    if (report.agreement().pairs().isEmpty()) {
      return;
    }
    add(
        "<section><h2>Agreement</h2><p class=\"lead\">On the %s films that",
        report.agreement().films());
    add(
        " every reader answered. Fleiss’ κ of real or synthetic: %s.</p>",
        report.agreement().fleiss().map(k -> number(k, 2)).orElse("not defined"));
    table("", "κ real or synthetic", "κ anatomy, weighted", "κ pathology, weighted");
    for (ReaderReport.Pair pair : report.agreement().pairs()) {
      row(
          pair.first() + ", " + pair.second(),
          kappa(pair.cohen()),
          kappa(pair.anatomy()),
          kappa(pair.pathology()));
    }
    add("</tbody></table></div></section>");
  }

  private void readers() {
    if (report.readers().isEmpty()) {
      return;
    }
    add("<section><h2>Readers</h2>");
    table("", "answered", "seconds a film", "seen twice", "said the same", "κ with oneself");
    for (ReaderReport.Reader reader : report.readers()) {
      row(
          reader.name(),
          reader.answered() + " of " + reader.asked(),
          number(reader.medianSeconds(), 1),
          "" + reader.repeats(),
          reader.sameAgain().map(ReportPage::shares).orElse("–"),
          kappa(reader.kappaAgain()));
    }
    add("</tbody></table></div></section>");
  }

  private void reasons() {
    if (report.arms().stream().allMatch(arm -> arm.reasons().isEmpty())) {
      return;
    }
    add("<section><h2>Reasons given for “synthetic”</h2>");
    for (ReaderReport.Arm arm : report.arms()) {
      if (!arm.reasons().isEmpty()) {
        add("<h3>%s</h3><ul>", arm.name());
        arm.reasons().forEach((reason, count) -> add("<li>%s: %s</li>", reason, count));
        add("</ul>");
      }
    }
    add("</section>");
  }

  private void table(String... heads) {
    page.append("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (String head : heads) {
      add("<th scope=\"col\">%s</th>", head);
    }
    page.append("</tr></thead><tbody>");
  }

  private void row(String name, String... cells) {
    add("<tr><th scope=\"row\">%s</th>", name);
    for (String cell : cells) {
      add("<td>%s</td>", cell);
    }
    page.append("</tr>");
  }

  private static String kappa(Optional<Double> kappa) {
    return kappa.map(k -> number(k, 2)).orElse("–");
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String shares(Interval share) {
    return percent(share.value())
        + " ("
        + Math.round(100 * share.low())
        + " to "
        + percent(share.high())
        + ")";
  }

  private static String interval(Interval figure) {
    return number(figure.value(), 2)
        + " ("
        + number(figure.low(), 2)
        + " to "
        + number(figure.high(), 2)
        + ")";
  }

  private static String p(double value) {
    return value < 0.001 ? "< 0.001" : number(value, 3);
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Appends a template whose %s are escaped words. */
  private void add(String template, Object... words) {
    Object[] safe = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      safe[i] = escaped(String.valueOf(words[i]));
    }
    page.append(String.format(Locale.ROOT, template, safe));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DefectException("resource " + name + ": got nothing, expected a text");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new DefectException("resource " + name + " cannot be read", unreadable);
    }
  }

  private static final String TOLD =
      "Each system beside the real films, then all films together, then each reader. d′ is 0 and"
          + " AUC 0.5 where synthetic films cannot be told from real ones.";

  private static final String PAIRED =
      "Ratings by the same reader of films that stand beside each other: of one finding, and"
          + " between systems of one prompt where there is one. Wilcoxon's signed-rank test.";
}
