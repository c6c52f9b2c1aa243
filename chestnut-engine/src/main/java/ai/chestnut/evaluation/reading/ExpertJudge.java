package ai.chestnut.evaluation.reading;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.expert.AttributeExpert;
import ai.chestnut.expert.Attributes;
import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.Experts;
import ai.chestnut.expert.ImageTextScorer;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * The experts in the role of judges. An expert is asked only where there is something to compare
 * what it sees with. Beside the measures of {@link Adherence}: {@code view-agrees} and {@code
 * sex-agrees} (1 or 0), {@code age-error} (years), {@code alignment} (cosine of film and words) and
 * {@code alignment-margin} (that, less the cosine with another film's words).
 */
public final class ExpertJudge implements Judge {

  private final String name;
  private final ExpertPanel panel;
  private final Experts experts;
  private final ReportWriter writer = new ReportWriter();

  /**
   * @param judges borrowed; they must outlive this
   * @throws RequestException if they are filters
   */
  public ExpertJudge(ExpertSet judges) {
    this.panel = judges.panel();
    if (panel.role() != Role.JUDGE) {
      throw new RequestException("scorecard", "experts", "a " + panel.role().word(), "judges");
    }
    this.experts = panel.experts();
    this.name =
        String.join(
            ", ",
            judges.identities().stream()
                .map(each -> each.name() + " " + each.sha256().substring(0, 8))
                .toList());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Judged look(Radiograph film, FilmEntry said, Declared masks, String otherWords) {
    Adherence adherence = new Adherence();
    Map<Finding, Double> probabilities =
        experts
            .findings()
            .map(expert -> expert.probabilities(film, panel.calibration()))
            .orElse(Map.of());
    Optional<AnatomyMap> anatomy = experts.anatomy().map(expert -> expert.segment(film));
    anatomy.ifPresent(seen -> adherence.anatomy(masks, seen));
    anatomy.ifPresent(seen -> adherence.containment(masks, said.asked().observations(), seen));
    if (!masks.pathology().isEmpty() || hasSide(said.asked())) {
      experts
          .lesions()
          .map(expert -> expert.segment(film, panel.calibration()).pathology())
          .ifPresent(seen -> lesions(adherence, said, masks, seen, anatomy));
    }
    experts.attributes().ifPresent(expert -> attributes(adherence, said.asked(), expert, film));
    experts.imageText().ifPresent(expert -> words(adherence, said, otherWords, expert, film));
    return new Judged(
        probabilities, adherence.measures(), anatomy.flatMap(seen -> lungs(masks, seen)));
  }

  private static void lesions(
      Adherence adherence,
      FilmEntry said,
      Declared masks,
      PathologyMap seen,
      Optional<AnatomyMap> anatomy) {
    adherence.lesions(masks, seen);
    double middle = anatomy.map(Adherence::middle).orElse(seen.width() / 2.0);
    adherence.laterality(said.asked().observations(), seen, middle);
  }

  private static void attributes(
      Adherence adherence, Prompt asked, AttributeExpert expert, Radiograph film) {
    if (asked.view().isEmpty() && asked.sex().isEmpty() && asked.ageYears().isEmpty()) {
      return;
    }
    Attributes seen = expert.read(film);
    asked.view().ifPresent(view -> adherence.put("view-agrees", view == seen.view() ? 1 : 0));
    asked.sex().ifPresent(sex -> adherence.put("sex-agrees", sex == seen.sex() ? 1 : 0));
    asked.ageYears().ifPresent(age -> adherence.put("age-error", Math.abs(age - seen.ageYears())));
  }

  private void words(
      Adherence adherence,
      FilmEntry said,
      String otherWords,
      ImageTextScorer expert,
      Radiograph film) {
    if (said.asked().text().isBlank()) {
      return;
    }
    String own = writer.canonical(said.asked());
    double cosine = expert.score(film, own);
    adherence.put("alignment", cosine);
    if (!otherWords.isBlank() && !otherWords.equals(own)) {
      adherence.put("alignment-margin", cosine - expert.score(film, otherWords));
    }
  }

  private static boolean hasSide(Prompt asked) {
    return asked.observations().stream().map(Observation::laterality).anyMatch(Optional::isPresent);
  }

  private static Optional<Judged.LungPair> lungs(Declared masks, AnatomyMap seen) {
    boolean comparable =
        masks.lungsCover() == LungMaskType.AERATED
            || seen.layer(OverlapLayer.LUNG_ENVELOPE).isPresent();
    return masks
        .lungs()
        .filter(lungs -> comparable && !lungs.isEmpty())
        .map(lungs -> new Judged.LungPair(grid(lungs), grid(masks.lungsOf(seen))));
  }

  private static BitSet grid(Mask mask) {
    return mask.resized(Judged.LungPair.SIDE, Judged.LungPair.SIDE).bits();
  }
}
