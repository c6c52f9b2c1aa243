package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Shows a film to every expert and puts what they saw before the gates. The same film and prompt
 * always give the same review, whatever was reviewed before.
 */
public final class ExpertPanel {

  private final Experts experts;
  private final GateCalibration calibration;
  private final FindingAgreement agreement;
  private final List<Gate> gates;

  /**
   * @param experts borrowed; their weights must outlive the panel
   * @throws RequestException if an expert has another role than the calibration
   */
  public ExpertPanel(Experts experts, GateCalibration calibration) {
    this.experts = experts;
    this.calibration = calibration;
    this.agreement = new FindingAgreement(calibration);
    this.gates =
        List.of(
            agreement,
            new AnatomyPlausibility(calibration.anatomy()),
            new ImageTextAgreement(calibration.imageText()));
    roles(experts)
        .filter(role -> role != calibration.role())
        .findFirst()
        .ifPresent(
            other -> {
              throw new RequestException(
                  "expert panel",
                  "role",
                  "a " + other.word(),
                  "every expert a " + calibration.role().word() + ", as the calibration is");
            });
  }

  public Role role() {
    return calibration.role();
  }

  public Experts experts() {
    return experts;
  }

  public GateCalibration calibration() {
    return calibration;
  }

  /**
   * Looks at one film.
   *
   * @param film of any size
   * @param asked what the film should show; empty for a film from elsewhere
   */
  public PanelReview review(Radiograph film, Optional<Prompt> asked) {
    SortedMap<String, SortedMap<String, Double>> scores = new TreeMap<>();
    Map<Finding, Double> probabilities =
        experts.findings().map(expert -> expert.probabilities(film, calibration)).orElse(Map.of());
    Optional<AnatomyMap> anatomy = experts.anatomy().map(expert -> expert.segment(film));
    Optional<LesionSegmenter.Lesions> lesions =
        experts.lesions().map(expert -> expert.segment(film, calibration));
    OptionalDouble cosine = cosine(film, asked);
    experts.findings().ifPresent(e -> put(scores, FindingClassifier.NAME, bySlug(probabilities)));
    anatomy.ifPresent(map -> put(scores, AnatomySegmenter.NAME, measures(map)));
    lesions.ifPresent(seen -> put(scores, LesionSegmenter.NAME, bySlug(seen.highest())));
    experts
        .attributes()
        .ifPresent(expert -> put(scores, AttributeExpert.NAME, measures(expert.read(film))));
    cosine.ifPresent(
        value -> put(scores, ImageTextScorer.NAME, new TreeMap<>(Map.of("cosine", value))));
    Evidence evidence = new Evidence(asked, probabilities, anatomy, cosine);
    Map<Finding, VerifiedLabel> verified = agreement.verified(probabilities, asked);
    PathologyMap pathology =
        lesions
            .map(LesionSegmenter.Lesions::pathology)
            .orElseGet(() -> PathologyMap.none(film.width(), film.height()));
    return new PanelReview(
        verified,
        scores,
        anatomy,
        pathology,
        gates.stream().map(gate -> gate.judge(evidence)).toList());
  }

  /** The prompt is read in its one fixed wording: how it was phrased says nothing of the film. */
  private OptionalDouble cosine(Radiograph film, Optional<Prompt> asked) {
    if (experts.imageText().isEmpty() || asked.isEmpty()) {
      return OptionalDouble.empty();
    }
    String words = new ReportWriter().canonical(asked.get());
    return OptionalDouble.of(experts.imageText().get().score(film, words));
  }

  private void put(
      SortedMap<String, SortedMap<String, Double>> scores,
      String expert,
      SortedMap<String, Double> measures) {
    scores.put(role().expert(expert), measures);
  }

  private static SortedMap<String, Double> bySlug(Map<Finding, Double> values) {
    SortedMap<String, Double> measures = new TreeMap<>();
    values.forEach((finding, value) -> measures.put(finding.slug(), value));
    return measures;
  }

  private static SortedMap<String, Double> measures(AnatomyMap map) {
    SortedMap<String, Double> measures = new TreeMap<>();
    for (Anatomy structure : Anatomy.values()) {
      measures.put(structure.slug(), AnatomyPlausibility.share(map, structure));
    }
    map.cardiothoracicRatio().ifPresent(ratio -> measures.put("cardiothoracic-ratio", ratio));
    return measures;
  }

  private static SortedMap<String, Double> measures(Attributes seen) {
    return new TreeMap<>(
        Map.of("pa", seen.pa(), "female", seen.female(), "age-years", seen.ageYears()));
  }

  private static Stream<Role> roles(Experts experts) {
    return Stream.of(
            experts.findings().map(expert -> expert.config().role()),
            experts.anatomy().map(expert -> expert.config().role()),
            experts.lesions().map(expert -> expert.config().role()),
            experts.attributes().map(expert -> expert.config().role()),
            experts.imageText().map(expert -> expert.config().role()))
        .flatMap(Optional::stream);
  }
}
