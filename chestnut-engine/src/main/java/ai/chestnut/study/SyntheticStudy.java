package ai.chestnut.study;

import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is known of a synthetic study beside its pictures.
 *
 * @param id six or more digits, the name of its folder
 * @param report what the film shows, in a radiologist's words; may be empty
 * @param verified what the experts see; empty where there are none
 * @param anatomySource {@link AnatomySource#NONE} exactly where there is no anatomy map
 * @param scores expert to measure to value, finite
 */
public record SyntheticStudy(
    String id,
    Asked asked,
    String report,
    Map<Finding, VerifiedLabel> verified,
    AnatomySource anatomySource,
    SortedMap<String, SortedMap<String, Double>> scores,
    Verdict verdict,
    Provenance provenance) {

  private static final Pattern ID = Pattern.compile("[0-9]{6,9}");

  public SyntheticStudy {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: got '" + id + "', expected six digits");
    }
    EnumMap<Finding, VerifiedLabel> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(verified);
    verified = Collections.unmodifiableMap(sorted);
    SortedMap<String, SortedMap<String, Double>> copy = new TreeMap<>();
    scores.forEach(
        (expert, measures) -> {
          measures.forEach((measure, value) -> requireFinite(expert, measure, value));
          copy.put(expert, Collections.unmodifiableSortedMap(new TreeMap<>(measures)));
        });
    scores = Collections.unmodifiableSortedMap(copy);
  }

  private static void requireFinite(String expert, String measure, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "score " + expert + "." + measure + ": got " + value + ", expected a finite number");
    }
  }

  /** A study that no expert has looked at: accepted, without anatomy. */
  public static SyntheticStudy unverified(Asked asked, String report, Provenance provenance) {
    return new SyntheticStudy(
        idOf(asked.index()),
        asked,
        report,
        Map.of(),
        AnatomySource.NONE,
        Collections.emptySortedMap(),
        Verdict.ACCEPTED,
        provenance);
  }

  /** The id of the study at an index: {@code 000007}. */
  public static String idOf(int index) {
    String digits = Integer.toString(index);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  public SyntheticStudy withId(String id) {
    return new SyntheticStudy(
        id, asked, report, verified, anatomySource, scores, verdict, provenance);
  }

  public SyntheticStudy withAnatomySource(AnatomySource source) {
    return new SyntheticStudy(id, asked, report, verified, source, scores, verdict, provenance);
  }

  public SyntheticStudy withVerified(Map<Finding, VerifiedLabel> seen) {
    return new SyntheticStudy(id, asked, report, seen, anatomySource, scores, verdict, provenance);
  }

  public SyntheticStudy withScores(SortedMap<String, SortedMap<String, Double>> measured) {
    return new SyntheticStudy(
        id, asked, report, verified, anatomySource, measured, verdict, provenance);
  }

  public SyntheticStudy withReport(String words) {
    return new SyntheticStudy(
        id, asked, words, verified, anatomySource, scores, verdict, provenance);
  }

  public SyntheticStudy withProvenance(Provenance known) {
    return new SyntheticStudy(id, asked, report, verified, anatomySource, scores, verdict, known);
  }

  public SyntheticStudy withVerdict(Verdict decided) {
    return new SyntheticStudy(
        id, asked, report, verified, anatomySource, scores, decided, provenance);
  }
}
