package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a film to every expert and puts what they saw before the gates. The same film and prompt
 * always give the same review, whatever was reviewed before.
 */
public final class ExpertPanel {

  private final Experts experts;
  private final ScriptExperts scripts;
  private final GateCalibration calibration;
  private final FindingAgreement agreement;
  private final List<Gate> gates;

  /**
   * @param experts borrowed; their weights must outlive the panel
   * @throws RequestException if an expert has another role than the calibration
   */
  public ExpertPanel(Experts experts, GateCalibration calibration) {
    this(experts, ScriptExperts.NONE, calibration);
  }

  private ExpertPanel(Experts experts, ScriptExperts scripts, GateCalibration calibration) {
    this.experts = experts;
    this.scripts = scripts;
    this.calibration = calibration;
    this.agreement = new FindingAgreement(calibration);
    this.gates =
        List.of(
            agreement,
            new AnatomyPlausibility(calibration.anatomy()),
            new ImageTextAgreement(calibration.imageText()),
            new FilmLikeness(calibration.typicality()));
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

  /**
   * This panel with experts from elsewhere beside its own, or in their seats. Bounds that were
   * measured with an expert who has lost his seat decide nothing any more.
   *
   * @param others borrowed; they must outlive the panel
   */
  public ExpertPanel with(ScriptExperts others) {
    GateCalibration left = calibration;
    left = others.holds(FindingClassifier.NAME) ? left.withoutFindings() : left;
    left = others.holds(AnatomySegmenter.NAME) ? left.withoutAnatomy() : left;
    return new ExpertPanel(experts, others, left);
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
    SortedMap<String, ScriptSight> others = scripts.look(film);
    others.forEach((name, sight) -> scores.put(name, sight.measures()));
    Map<Finding, Double> probabilities = probabilities(film, others, scores);
    Optional<AnatomyMap> anatomy = anatomy(film, others, scores);
    Optional<LesionSegmenter.Lesions> lesions = lesions(film, others, scores);
    OptionalDouble cosine = cosine(film, asked);
    experts
        .attributes()
        .ifPresent(expert -> put(scores, AttributeExpert.NAME, measures(expert.read(film))));
    cosine.ifPresent(
        value -> put(scores, ImageTextScorer.NAME, new TreeMap<>(Map.of("cosine", value))));
    OptionalDouble distance = experts.distance(film);
    distance.ifPresent(
        value -> put(scores, FilmTypicality.NAME, new TreeMap<>(Map.of("distance", value))));
    Evidence evidence = new Evidence(asked, probabilities, anatomy, cosine, distance);
    Map<Finding, VerifiedLabel> verified = agreement.verified(probabilities, asked);
    PathologyMap pathology =
        lesions
            .map(
                found ->
                    found
                        .named(present(asked))
                        .confirmed(present(asked), probabilities)
                        .pathology())
            .orElseGet(() -> PathologyMap.none(film.width(), film.height()));
    return new PanelReview(
        verified,
        scores,
        anatomy,
        pathology,
        gates.stream().map(gate -> gate.judge(evidence)).toList());
  }

  /**
   * What stands behind a refusal, where it is the film as a whole: whether it looks inverted, or
   * like no chest film. Empty where anatomy and likeness pass, or are not calibrated.
   */
  public List<String> doubts(Radiograph film) {
    List<String> faults = faults(film);
    if (faults.isEmpty()) {
      return List.of();
    }
    boolean inverted = faults(film.negative()).isEmpty();
    return List.of(
        inverted
            ? "looks inverted: its negative looks like a chest film"
            : "does not look like a frontal chest film: " + String.join("; ", faults));
  }

  /** Why it looks like no chest film. */
  private List<String> faults(Radiograph film) {
    Evidence seen =
        new Evidence(
            Optional.empty(),
            Map.of(),
            experts.anatomy().map(expert -> expert.segment(film)),
            OptionalDouble.empty(),
            experts.distance(film));
    return Stream.of(
            new AnatomyPlausibility(calibration.anatomy()),
            new FilmLikeness(calibration.typicality()))
        .map(gate -> gate.judge(seen))
        .filter(GateResult::failed)
        .flatMap(result -> result.remarks().stream())
        .toList();
  }

  private Map<Finding, Double> probabilities(
      Radiograph film,
      Map<String, ScriptSight> others,
      SortedMap<String, SortedMap<String, Double>> scores) {
    Optional<ScriptSight> seated = ScriptExperts.at(FindingClassifier.NAME, others);
    if (seated.isPresent() || experts.findings().isEmpty()) {
      return seated.map(ScriptSight::probabilities).orElse(Map.of());
    }
    Map<Finding, Double> seen = experts.findings().get().probabilities(film, calibration);
    put(scores, FindingClassifier.NAME, bySlug(seen));
    return seen;
  }

  private Optional<AnatomyMap> anatomy(
      Radiograph film,
      Map<String, ScriptSight> others,
      SortedMap<String, SortedMap<String, Double>> scores) {
    Optional<ScriptSight> seated = ScriptExperts.at(AnatomySegmenter.NAME, others);
    if (seated.isPresent()) {
      return seated.get().anatomy();
    }
    Optional<AnatomyMap> seen = experts.anatomy().map(expert -> expert.segment(film));
    seen.ifPresent(map -> put(scores, AnatomySegmenter.NAME, ScriptSight.measures(map)));
    return seen;
  }

  /** What the film should show. */
  private static Set<Finding> present(Optional<Prompt> asked) {
    return asked.map(Prompt::observations).orElse(List.of()).stream()
        .filter(one -> one.certainty() != Certainty.ABSENT)
        .map(Observation::finding)
        .collect(Collectors.toSet());
  }

  private Optional<LesionSegmenter.Lesions> lesions(
      Radiograph film,
      Map<String, ScriptSight> others,
      SortedMap<String, SortedMap<String, Double>> scores) {
    Optional<ScriptSight> seated = ScriptExperts.at(LesionSegmenter.NAME, others);
    if (seated.isPresent()) {
      return seated.get().lesions();
    }
    Optional<LesionSegmenter.Lesions> seen =
        experts.lesions().map(expert -> expert.segment(film, calibration));
    seen.ifPresent(found -> put(scores, LesionSegmenter.NAME, bySlug(found.highest())));
    return seen;
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
            experts.imageText().map(expert -> expert.config().role()),
            experts.typicality().map(expert -> expert.config().role()))
        .flatMap(Optional::stream);
  }
}
