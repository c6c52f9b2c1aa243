package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Alarm;
import ai.chestnut.evaluation.alarm.AlarmKind;
import ai.chestnut.evaluation.alarm.AlarmState;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.study.StudyFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code scorecard.html}: one page that needs nothing else, light or dark as the reader has it. */
final class ScorecardPage {

  private final Scorecard card;
  private final StringBuilder page = new StringBuilder();

  private ScorecardPage(Scorecard card) {
    this.card = card;
  }

  static String html(Scorecard card, Beside beside) {
    ScorecardPage page = new ScorecardPage(card);
    page.head();
    page.alarms();
    page.section("fidelity", "Fidelity", "How near the films, as sets, are to real ones.");
    page.curves();
    page.section(
        "findings",
        "By finding",
        "Films of one finding beside real films of it, every finding at the same n.");
    page.section(
        "subgroups", "By subgroup", "The same by sex, age, view and source, all at the same n.");
    page.section(
        "adherence",
        "Adherence",
        "What was asked for and declared beside what the judges see in the films.");
    beside.tables().forEach(page::beside);
    page.method();
    return page.page.append("</main></body></html>\n").toString();
  }

  private void head() {
    add("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    add("<title>Scorecard: %s</title><style>", card.synthetic().name());
    page.append(Markup.resource("scorecard.css")).append("</style></head><body><main>");
    add("<header><p class=\"notice\">%s</p><h1>Scorecard</h1>", StudyFolder.MARK);
    add("<p class=\"pair\"><span class=\"made\">%s</span>", card.synthetic().name());
    add(" beside <span class=\"real\">%s</span></p>", card.real().name());
    add("<p class=\"verdict\">%s</p><dl>", verdict());
    fact("Synthetic", count(card.synthetic()));
    fact("Real", count(card.real()));
    fact("Features", card.method().space());
    fact("Judge", card.method().judge());
    fact(
        "Draws",
        Draws.COUNT
            + " of "
            + card.method().n()
            + " films each"
            + (card.method().sourcesMatched() ? ", sources matched" : ""));
    fact("Made by", card.method().software());
    page.append("</dl></header>\n");
  }

  private static String count(SetSummary set) {
    return set.films()
        + " films"
        + (set.patients() == set.films() ? "" : " of " + set.patients() + " patients");
  }

  private String verdict() {
    if (card.alarms().decided().isEmpty()) {
      return "No alarm was asked for.";
    }
    List<AlarmKind> raised = card.alarms().in(AlarmState.RAISED);
    String first =
        raised.isEmpty()
            ? "No alarm is raised."
            : "Raised: "
                + raised.stream().map(AlarmKind::word).collect(Collectors.joining(", "))
                + ".";
    return first
        + rest(AlarmState.UNSURE, " Unsure: ")
        + rest(AlarmState.BLIND, " Blind: ")
        + (card.alarms().silent().isEmpty()
            ? ""
            : " Not measured: "
                + card.alarms().silent().keySet().stream()
                    .map(AlarmKind::word)
                    .collect(Collectors.joining(", "))
                + ".");
  }

  private String rest(AlarmState state, String words) {
    List<AlarmKind> kinds = card.alarms().in(state);
    return kinds.isEmpty()
        ? ""
        : words + kinds.stream().map(AlarmKind::word).collect(Collectors.joining(", ")) + ".";
  }

  private void fact(String name, String value) {
    add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
  }

  private void alarms() {
    if (card.alarms().decided().isEmpty()) {
      return;
    }
    add("<section><h2>Alarms</h2><p class=\"lead\">%s</p>", ALARMS);
    legend("threshold", "threshold", "fault", "real films, fault planted");
    page.append("<div class=\"cards\">");
    card.alarms().decided().forEach(this::alarm);
    page.append("</div>");
    if (!card.alarms().silent().isEmpty()) {
      page.append("<ul class=\"silent\">");
      card.alarms()
          .silent()
          .forEach((kind, why) -> add("<li><b>%s</b> not measured: %s</li>", kind.word(), why));
      page.append("</ul>");
    }
    page.append("</section>\n");
  }

  private void alarm(Alarm alarm) {
    String state = alarm.state().word();
    add(
        "<article class=\"alarm %s\"><h3><span class=\"name\">%s</span>",
        state, alarm.kind().word());
    add("<span class=\"state\">%s</span></h3>", state);
    add("<p>%s</p>", alarm.kind().fault());
    page.append(Strip.of(alarm));
    page.append("<div class=\"ends\"><span>real</span><span>fault</span></div><dl>");
    interval("synthetic", alarm.synthetic());
    interval("real", alarm.real());
    interval("fault planted", alarm.anchor().fault());
    add("</dl><p class=\"small\">%s · n %s · ", alarm.measure(), alarm.n());
    add("%s</p></article>", alarm.space());
  }

  private void interval(String name, Spread spread) {
    add("<div><dt>%s</dt><dd>", name);
    page.append(Markup.interval(spread)).append("</dd></div>");
  }

  private void section(String section, String title, String lead) {
    Map<String, List<Figure>> groups = new LinkedHashMap<>();
    for (Figure figure : card.figures()) {
      if (figure.measure().section().equals(section)) {
        String group = figure.measure().row().isEmpty() ? "" : figure.measure().title();
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(figure);
      }
    }
    if (groups.isEmpty()) {
      return;
    }
    add("<section><h2>%s</h2><p class=\"lead\">%s</p>", title, lead);
    legend("", "", "", "");
    groups.forEach(this::table);
    page.append("</section>\n");
  }

  private void table(String title, List<Figure> figures) {
    if (!title.isEmpty()) {
      String better = figures.get(0).measure().better().word();
      add("<h3 class=\"title\">%s <span class=\"small\">%s is better</span></h3>", title, better);
    }
    page.append("<table><thead><tr><th>figure</th><th></th><th>synthetic</th>");
    page.append("<th>real–real floor</th><th>n · space</th></tr></thead><tbody>");
    Scale shared = Strip.scale(figures);
    for (Figure figure : figures) {
      Measure measure = figure.measure();
      boolean alone = title.isEmpty();
      page.append("<tr><th scope=\"row\">");
      add("%s", alone ? measure.title() : measure.row());
      if (alone) {
        add("<span class=\"small\">%s is better</span>", measure.better().word());
      }
      page.append("</th><td class=\"plot\">");
      page.append(Strip.of(figure, alone ? Strip.scale(List.of(figure)) : shared));
      page.append("</td><td class=\"made\">").append(Markup.interval(figure.synthetic()));
      if (beyond(figure)) {
        page.append(" <span class=\"tag\">beyond floor</span>");
      }
      page.append("</td><td class=\"real\">");
      page.append(figure.floor().map(Markup::interval).orElse("none"));
      add("</td><td class=\"small\">%s · %s</td></tr>", figure.n(), measure.space());
    }
    page.append("</tbody></table>");
  }

  private void beside(Beside.Table table) {
    add("<section><h2>%s</h2><p class=\"lead\">%s</p>", table.title(), table.lead());
    page.append("<table><thead><tr><th>figure</th>");
    add("<th>%s</th><th>%s</th>", table.columns().get(0), table.columns().get(1));
    page.append("<th>n · space</th></tr></thead><tbody>");
    for (Beside.Row row : table.rows()) {
      add("<tr><th scope=\"row\">%s</th><td class=\"made\">", row.name());
      page.append(row.value().map(ScorecardPage::numbers).orElse("")).append("</td>");
      page.append("<td class=\"real\">").append(row.other().map(ScorecardPage::numbers).orElse(""));
      add("</td><td class=\"small\">%s</td></tr>", row.note());
    }
    page.append("</tbody></table></section>\n");
  }

  private static String numbers(Beside.Value value) {
    return value.low() == value.high()
        ? "<b>" + Markup.number(value.value()) + "</b>"
        : Markup.interval(value.value(), value.low(), value.high());
  }

  /** Worse than the floor in 97.5 % of the draws. */
  private static boolean beyond(Figure figure) {
    Optional<Spread> excess = figure.floor().map(floor -> figure.synthetic().minus(floor));
    return excess
        .filter(
            e ->
                switch (figure.measure().better()) {
                  case LOWER -> e.low() > 0;
                  case HIGHER -> e.high() < 0;
                  case LIKE_REAL -> e.low() > 0 || e.high() < 0;
                })
        .isPresent();
  }

  private void legend(String mark, String words, String band, String bandWords) {
    page.append(
        "<p class=\"legend\"><span><i class=\"key dot\"></i>synthetic, 95 % interval</span>");
    page.append("<span><i class=\"key floor\"></i>real films beside other real films</span>");
    if (!band.isEmpty()) {
      add("<span><i class=\"key %s\"></i>%s</span>", band, bandWords);
      add("<span><i class=\"key %s\"></i>%s</span>", mark, words);
    }
    page.append("</p>");
  }

  private void curves() {
    page.append("<section><h2>What the films are like</h2><p class=\"legend\">");
    page.append("<span><i class=\"key real\"></i>real</span><span><i class=\"key made\"></i>");
    page.append("synthetic</span><span>bands hold four films in five</span></p>");
    page.append("<div class=\"plots\"><figure><figcaption>Structure at each scale, ");
    page.append("octaves of power</figcaption>");
    String[] scales = {"1 px", "2 px", "4 px", "8 px", "16 px"};
    page.append(
        LinePlot.of(
            card.realCurves().octaves(),
            card.syntheticCurves().octaves(),
            scales,
            "scale",
            "power"));
    page.append("</figure><figure><figcaption>Tones, 0 black to 1 white</figcaption>");
    String[] tones = {"1 %", "10 %", "25 %", "50 %", "75 %", "90 %", "99 %"};
    page.append(
        LinePlot.of(
            card.realCurves().tones(),
            card.syntheticCurves().tones(),
            tones,
            "share of pixels that are darker",
            "grey"));
    page.append("</figure></div></section>\n");
  }

  private void method() {
    page.append("<section><h2>How to read this</h2>");
    page.append(Markup.resource("method.html"));
    if (!card.notes().isEmpty()) {
      page.append("<ul>");
      card.notes().forEach(note -> add("<li>%s</li>", note));
      page.append("</ul>");
    }
    page.append("</section>\n");
  }

  /** Appends a template whose %s are escaped words. */
  private void add(String template, Object... words) {
    Object[] safe = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      safe[i] = Markup.escaped(String.valueOf(words[i]));
    }
    page.append(String.format(java.util.Locale.ROOT, template, safe));
  }

  private static final String ALARMS =
      "Each alarm is first tried on the real films of this run, with its fault planted in them. "
          + "Its scale runs from what real films score to what the fault scores; it is raised past "
          + "its threshold, and says so itself where it could not have told the two apart.";
}
