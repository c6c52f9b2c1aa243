package ai.chestnut.prompt;

import ai.chestnut.failure.FileException;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How often a collection of reports says what. Every map is in the order of its enum or alphabet,
 * and holds only what occurs.
 *
 * @param reports how many were read
 * @param findings statements of each finding by certainty
 * @param sides of what is present or uncertain; so are zones and severities
 * @param unknown content words that mean nothing to the reader
 * @param distinct for n from 1 to 3 the share of different runs of n words, see {@link Variety}
 */
public record VocabularyCounts(
    int reports,
    Map<Finding, Map<Certainty, Integer>> findings,
    Map<Laterality, Integer> sides,
    Map<Zone, Integer> zones,
    Map<Severity, Integer> severities,
    Map<String, Integer> unknown,
    Map<Integer, Double> distinct) {

  private static final int LONGEST_RUN = 3;

  public VocabularyCounts {
    findings = Collections.unmodifiableMap(findings);
    sides = Collections.unmodifiableMap(sides);
    zones = Collections.unmodifiableMap(zones);
    severities = Collections.unmodifiableMap(severities);
    unknown = Collections.unmodifiableMap(unknown);
    distinct = Collections.unmodifiableMap(distinct);
  }

  /**
   * Counts the reports of a folder and its folders: files whose name ends in .txt, one report each.
   *
   * @throws FileException if the folder is missing, holds no report, or one cannot be read
   */
  public static VocabularyCounts ofFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FileException("folder of reports", folder, "no folder", "one with .txt files");
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(VocabularyCounts::report).sorted().toList();
      if (files.isEmpty()) {
        throw new FileException("folder of reports", folder, "no .txt file", "at least one");
      }
      return of(files.stream().map(VocabularyCounts::text).toList());
    } catch (IOException e) {
      throw new FileException(
          "folder of reports", folder, String.valueOf(e.getMessage()), "readable files", e);
    }
  }

  private static boolean report(Path file) {
    return file.toString().endsWith(".txt") && Files.isRegularFile(file);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new FileException("report", file, String.valueOf(e.getMessage()), "UTF-8 text", e);
    }
  }

  /** Counts reports; their order does not matter. */
  public static VocabularyCounts of(List<String> reports) {
    Map<Finding, Map<Certainty, Integer>> findings = new EnumMap<>(Finding.class);
    Map<Laterality, Integer> sides = new EnumMap<>(Laterality.class);
    Map<Zone, Integer> zones = new EnumMap<>(Zone.class);
    Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
    Map<String, Integer> unknown = new TreeMap<>();
    ReportReader reader = new ReportReader();
    for (String report : reports) {
      Prompt prompt = reader.read(report);
      for (Observation seen : prompt.observations()) {
        findings
            .computeIfAbsent(seen.finding(), f -> new EnumMap<>(Certainty.class))
            .merge(seen.certainty(), 1, Integer::sum);
        if (seen.certainty() != Certainty.ABSENT) {
          seen.laterality().ifPresent(side -> sides.merge(side, 1, Integer::sum));
          seen.zones().forEach(zone -> zones.merge(zone, 1, Integer::sum));
          seen.severity().ifPresent(amount -> severities.merge(amount, 1, Integer::sum));
        }
      }
      prompt.unknown().forEach(word -> unknown.merge(word, 1, Integer::sum));
    }
    Map<Integer, Double> distinct = new TreeMap<>();
    for (int n = 1; n <= LONGEST_RUN; n++) {
      distinct.put(n, Variety.distinct(reports, n));
    }
    return new VocabularyCounts(
        reports.size(), findings, sides, zones, severities, unknown, distinct);
  }
}
