package ai.chestnut.evaluation.codec;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.models.ModelIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a codec keeps of films.
 *
 * @param plain of the films without grain, of a codec that adds some
 * @param codes of a codec that has some
 */
public record CodecFigures(
    ModelIdentity codec,
    int films,
    Pixels pixels,
    Optional<Pixels> plain,
    Kept kept,
    Optional<CodeUse> codes) {

  /**
   * What became of the pixels.
   *
   * @param peakSignalToNoise mean over films, in decibels
   * @param similarity mean SSIM over films
   * @param octaves power of what comes out over that of what went in, finest octave first
   */
  public record Pixels(Interval peakSignalToNoise, Interval similarity, List<Double> octaves) {

    public Pixels {
      octaves = List.copyOf(octaves);
    }

    private void describe(Map<String, Object> into) {
      into.put("psnr", interval(peakSignalToNoise));
      into.put("ssim", interval(similarity));
      into.put("octavePowerRatio", octaves);
    }
  }

  /**
   * What the classifier reads.
   *
   * @param logitChange mean absolute change of a logit, over films and findings
   * @param findings how well the classifier tells those labelled often enough, before and after
   * @param fall mean over those findings of the area that is lost; films of a patient resampled
   *     together; empty where no finding is labelled often enough
   */
  public record Kept(
      ModelIdentity classifier,
      Interval logitChange,
      List<FindingChange> findings,
      Optional<Interval> fall) {

    public Kept {
      findings = List.copyOf(findings);
    }
  }

  /** Area under the curve of one finding on the films and on what the codec made of them. */
  public record FindingChange(String finding, int positives, double before, double after) {}

  /**
   * @param share of the codebook's entries that stand in at least one film
   * @param perplexity the exponential of the entropy of the entries' frequencies; at most their
   *     number
   */
  public record CodeUse(int entries, double share, double perplexity) {}

  /** For JSON: one object, keys in this order. */
  public Map<String, Object> described() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", codec.name());
    all.put("sha256", codec.sha256());
    all.put("films", films);
    pixels.describe(all);
    plain.ifPresent(
        without -> {
          Map<String, Object> row = new LinkedHashMap<>();
          without.describe(row);
          all.put("withoutGrain", row);
        });
    all.put("classifier", kept.classifier().name());
    all.put("logitChange", interval(kept.logitChange()));
    kept.fall().ifPresent(fall -> all.put("aurocDrop", interval(fall)));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FindingChange each : kept.findings()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("finding", each.finding());
      row.put("positives", each.positives());
      row.put("before", each.before());
      row.put("after", each.after());
      rows.add(row);
    }
    all.put("auroc", rows);
    codes.ifPresent(
        use -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("entries", use.entries());
          row.put("used", use.share());
          row.put("perplexity", use.perplexity());
          all.put("codes", row);
        });
    return all;
  }

  private static Map<String, Object> interval(Interval value) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("value", value.value());
    parts.put("low", value.low());
    parts.put("high", value.high());
    return parts;
  }
}
