package ai.chestnut.expert;

import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logits beside what is known of the films, and the scales that fit them.
 *
 * @param logits one for each film and finding that is labelled
 * @param present whether it is there
 */
record LogitFitting(List<Double> logits, List<Boolean> present) {

  private static final int LEAST_OF_EACH = 8;

  /** Platt's scaling where there are films enough, else a shared temperature. */
  static Map<Finding, LogitScale> scales(List<CalibrationFilm> films) {
    Map<Finding, LogitScale> scales = new EnumMap<>(Finding.class);
    Optional<LogitScale> shared = ofAll(films).scale(LEAST_OF_EACH);
    for (Finding finding : Finding.values()) {
      LogitFitting own = of(films, finding);
      Optional<LogitScale> fitted =
          own.scale(LEAST_OF_EACH).or(() -> shared.flatMap(all -> own.scale(1, all.temperature())));
      fitted.ifPresent(scale -> scales.put(finding, scale));
    }
    return scales;
  }

  private static LogitFitting of(List<CalibrationFilm> films, Finding finding) {
    LogitFitting all = new LogitFitting(new ArrayList<>(), new ArrayList<>());
    films.forEach(film -> all.add(film, finding));
    return all;
  }

  private static LogitFitting ofAll(List<CalibrationFilm> films) {
    LogitFitting all = new LogitFitting(new ArrayList<>(), new ArrayList<>());
    for (Finding finding : Finding.values()) {
      films.forEach(film -> all.add(film, finding));
    }
    return all;
  }

  private void add(CalibrationFilm film, Finding finding) {
    Double logit = film.logits().get(finding);
    int label = film.labels().getOrDefault(finding, -1);
    if (logit != null && label >= 0) {
      logits.add(logit);
      present.add(label == 1);
    }
  }

  private boolean has(int ofEach) {
    long there = present.stream().filter(each -> each).count();
    return there >= ofEach && present.size() - there >= ofEach;
  }

  private Optional<LogitScale> scale(int ofEach) {
    return has(ofEach) ? Optional.of(PlattScaling.fit(values(), flags())) : Optional.empty();
  }

  private Optional<LogitScale> scale(int ofEach, double temperature) {
    return has(ofEach)
        ? Optional.of(PlattScaling.fit(values(), flags(), temperature))
        : Optional.empty();
  }

  private double[] values() {
    return logits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private boolean[] flags() {
    boolean[] flags = new boolean[present.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = present.get(i);
    }
    return flags;
  }
}
