package ai.chestnut.dataset;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a report that speak of the film: findings and impression. History, indication,
 * technique and comparison do not describe what is to be seen and are left out.
 */
final class ReportSections {

  private static final Pattern HEADING =
      Pattern.compile("(?m)^[ \\t]*([A-Z][A-Z /()&,\\-]{3,60}):");

  private ReportSections() {}

  /**
   * Findings and impression of a free-text report with headings in capitals; empty without them.
   */
  static String described(String report) {
    Map<String, String> sections = new TreeMap<>();
    Matcher heading = HEADING.matcher(report);
    String open = "";
    int start = 0;
    while (heading.find()) {
      keep(sections, open, report.substring(start, heading.start()));
      open = heading.group(1).strip();
      start = heading.end();
    }
    keep(sections, open, report.substring(start));
    return joined(sections.getOrDefault("FINDINGS", ""), sections.getOrDefault("IMPRESSION", ""));
  }

  /** Findings, then impression, with single blanks. */
  static String joined(String findings, String impression) {
    return (plain(findings) + " " + plain(impression)).strip();
  }

  private static void keep(Map<String, String> sections, String heading, String text) {
    sections.merge(heading.toUpperCase(Locale.ROOT), text, (one, other) -> one + " " + other);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
