package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Components;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Fits a panel's gates to real films, so that a stated share of films like them passes all gates
 * together.
 *
 * <p>Every bounded number (see {@link GateMeasure}) is brought to one scale: how many of its own
 * one-sided spreads a film lies from the median. A film is as outlying as its worst number. One
 * reach for all gates is taken from films that had no part in medians and spreads: with folds by
 * patient, the reach is the ceil((n + 1) share)-th smallest outlyingness, which is the threshold of
 * conformal prediction (Vovk, Gammerman and Shafer 2005, chapter 2; here over folds). So a new film
 * of the same kind passes with about the stated probability, although the gates are many.
 */
public final class GateFitting {

  private static final int FOLDS = 5;
  private static final double TINY = 1e-6;
  private static final double SPECK = Components.MIN_SHARE; // less of a structure is none of it

  private final List<CalibrationFilm> films;
  private final Map<Finding, LogitScale> scales;

  private GateFitting(List<CalibrationFilm> films) {
    this.films = films;
    this.scales = LogitFitting.scales(films);
  }

  /**
   * What came out.
   *
   * @param passRate share of held-out films that pass all gates, over {@value #FOLDS} folds
   * @param onItself share of the films themselves that pass the final gates
   * @param reach of all gates, in spreads
   */
  public record Fitted(
      GateCalibration calibration, double passRate, double onItself, double reach) {}

  /**
   * Fits scales and bounds of all gates; what is not of gates stays as it is in {@code start}.
   *
   * @param start role and mask thresholds
   * @param films at least 2 * {@value #FOLDS} patients
   * @param passRate share of films that shall pass, above 0.5 and below 1
   * @param on in words: which films, which experts
   * @throws RequestException if there are too few films, or the share cannot be reached
   */
  public static Fitted fit(
      GateCalibration start, List<CalibrationFilm> films, double passRate, String on) {
    if (!(passRate > 0.5 && passRate < 1)) {
      throw new RequestException(
          "gate fitting", "passRate", Double.toString(passRate), "above 0.5 and below 1");
    }
    long patients = films.stream().map(CalibrationFilm::patient).distinct().count();
    if (patients < 2 * FOLDS) {
      throw new RequestException(
          "gate fitting", on, patients + " patients", "at least " + 2 * FOLDS);
    }
    return new GateFitting(List.copyOf(films)).fit(start, passRate, on);
  }

  private Fitted fit(GateCalibration start, double wanted, String on) {
    List<GateMeasure> measures = measures();
    double[] heldOut = heldOut(measures);
    int rank = (int) Math.ceil((films.size() + 1) * wanted);
    double[] sorted = GateMeasure.sorted(heldOut);
    double reach = sorted[Math.min(rank, sorted.length) - 1];
    if (!Double.isFinite(reach)) {
      long lost = Arrays.stream(heldOut).filter(each -> !Double.isFinite(each)).count();
      throw new RequestException(
          "gate fitting",
          "passRate " + wanted,
          lost + " of " + films.size() + " films in which no usable anatomy is seen",
          "fewer than leaves room for the rate");
    }
    Map<String, Double> bounds = new LinkedHashMap<>();
    List<GateMeasure> kept = new ArrayList<>();
    Map<GateMeasure, GateMeasure.Fit> fits = new LinkedHashMap<>();
    for (GateMeasure measure : measures) {
      measure
          .fit(films)
          .ifPresent(
              fit -> {
                kept.add(measure);
                fits.put(measure, fit);
                bounds.put(measure.key(), fit.bound(reach, measure.upward()));
              });
    }
    double passed = share(heldOut, reach);
    double onItself = share(films.stream().mapToDouble(f -> worst(f, fits)).toArray(), reach);
    String told =
        String.format(
            Locale.ROOT,
            "%s; %d films of %d patients; wanted pass rate %.3f, held-out %.3f over %d folds by"
                + " patient, on the films themselves %.3f; every gate reaches %.2f spreads",
            on,
            films.size(),
            films.stream().map(CalibrationFilm::patient).distinct().count(),
            wanted,
            passed,
            FOLDS,
            onItself,
            reach);
    return new Fitted(
        calibration(start, bounds).withFit(told, OptionalDouble.of(passed)),
        passed,
        onItself,
        reach);
  }

  /** Outlyingness of every film by medians and spreads of other patients' films. */
  private double[] heldOut(List<GateMeasure> measures) {
    List<String> patients = films.stream().map(CalibrationFilm::patient).distinct().toList();
    double[] outlying = new double[films.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<CalibrationFilm> rest = new ArrayList<>();
      for (CalibrationFilm film : films) {
        if (patients.indexOf(film.patient()) % FOLDS != fold) {
          rest.add(film);
        }
      }
      Map<GateMeasure, GateMeasure.Fit> fits = new LinkedHashMap<>();
      measures.forEach(measure -> measure.fit(rest).ifPresent(fit -> fits.put(measure, fit)));
      for (int i = 0; i < films.size(); i++) {
        if (patients.indexOf(films.get(i).patient()) % FOLDS == fold) {
          outlying[i] = worst(films.get(i), fits);
        }
      }
    }
    return outlying;
  }

  private static double worst(CalibrationFilm film, Map<GateMeasure, GateMeasure.Fit> fits) {
    if (film.anatomy().isPresent() && !film.anatomy().get().usable()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (Map.Entry<GateMeasure, GateMeasure.Fit> each : fits.entrySet()) {
      most = Math.max(most, each.getKey().outlying(film, each.getValue()).orElse(0));
    }
    return most;
  }

  private static double share(double[] outlying, double reach) {
    return Arrays.stream(outlying).filter(each -> each <= reach).count() / (double) outlying.length;
  }

  private List<GateMeasure> measures() {
    List<GateMeasure> measures = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      measures.add(new GateMeasure(requested(finding), false, film -> scaled(film, finding, 1)));
      measures.add(new GateMeasure(unrequested(finding), true, film -> scaled(film, finding, 0)));
    }
    for (Anatomy structure : Anatomy.values()) {
      both(
          measures,
          structure.slug(),
          film ->
              film.anatomy().isEmpty()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(
                      logit(film.anatomy().get().shares().getOrDefault(structure, 0.0))));
    }
    both(
        measures,
        "ratio",
        film ->
            film.anatomy().map(CalibrationFilm.Segmented::ratio).orElse(OptionalDouble.empty()));
    measures.add(new GateMeasure("cosine", false, CalibrationFilm::cosine));
    measures.add(
        new GateMeasure(
            "distance",
            true,
            film ->
                film.distance().isEmpty()
                    ? film.distance()
                    : OptionalDouble.of(Math.log(film.distance().getAsDouble() + TINY))));
    return measures;
  }

  private static void both(
      List<GateMeasure> measures, String name, Function<CalibrationFilm, OptionalDouble> value) {
    measures.add(new GateMeasure(name + " least", false, value));
    measures.add(new GateMeasure(name + " most", true, value));
  }

  private OptionalDouble scaled(CalibrationFilm film, Finding finding, int label) {
    Double logit = film.logits().get(finding);
    if (logit == null || film.labels().getOrDefault(finding, -1) != label) {
      return OptionalDouble.empty();
    }
    LogitScale scale = scales.getOrDefault(finding, LogitScale.IDENTITY);
    return OptionalDouble.of(logit / scale.temperature() + scale.bias());
  }

  private GateCalibration calibration(GateCalibration start, Map<String, Double> bounds) {
    Map<String, LogitScale> logits = new TreeMap<>();
    scales.forEach((finding, scale) -> logits.put(finding.slug(), scale));
    Map<String, FindingBounds> findings = new TreeMap<>();
    for (Finding finding : Finding.values()) {
      OptionalDouble least = unit(bounds, requested(finding));
      OptionalDouble most = unit(bounds, unrequested(finding));
      if (least.isPresent() || most.isPresent()) {
        findings.put(finding.slug(), new FindingBounds(least, most));
      }
    }
    Map<String, Range> areas = new TreeMap<>();
    for (Anatomy structure : Anatomy.values()) {
      OptionalDouble least = aboveSpeck(unit(bounds, structure.slug() + " least"));
      OptionalDouble most = unit(bounds, structure.slug() + " most");
      if (least.isPresent() || most.isPresent()) {
        areas.put(structure.slug(), new Range(least.orElse(0), most.orElse(1)));
      }
    }
    Optional<Range> ratio =
        bounds.containsKey("ratio least") || bounds.containsKey("ratio most")
            ? Optional.of(
                new Range(
                    Math.max(0, bounds.getOrDefault("ratio least", 0.0)),
                    Math.min(1, bounds.getOrDefault("ratio most", 1.0))))
            : Optional.empty();
    return start
        .withLogits(logits)
        .withFindings(findings)
        .withAnatomy(
            areas.isEmpty() ? Optional.empty() : Optional.of(new AnatomyBounds(areas, ratio)))
        .withImageText(
            Optional.ofNullable(bounds.get("cosine"))
                .map(least -> new ImageTextBounds(Math.min(1, Math.max(-1, least)))))
        .withTypicality(
            Optional.ofNullable(bounds.get("distance"))
                .map(most -> new TypicalityBounds(Math.exp(most) - TINY)));
  }

  private static String requested(Finding finding) {
    return finding.slug() + " requested";
  }

  private static String unrequested(Finding finding) {
    return finding.slug() + " unrequested";
  }

  private static OptionalDouble unit(Map<String, Double> bounds, String key) {
    Double bound = bounds.get(key);
    return bound == null ? OptionalDouble.empty() : OptionalDouble.of(LogitScale.sigmoid(bound));
  }

  /** A structure that good films may lack altogether has no lower bound. */
  private static OptionalDouble aboveSpeck(OptionalDouble bound) {
    return bound.isPresent() && bound.getAsDouble() > SPECK ? bound : OptionalDouble.empty();
  }

  private static double logit(double share) {
    double kept = Math.min(1 - SPECK, Math.max(SPECK, share));
    return Math.log(kept / (1 - kept));
  }
}
