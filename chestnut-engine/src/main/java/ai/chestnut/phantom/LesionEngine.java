package ai.chestnut.phantom;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.LayoutCheck;
import ai.chestnut.layout.Mask;
import ai.chestnut.phantom.Lesion.Change;
import ai.chestnut.phantom.Lesion.Order;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Draws findings into films, procedural and real alike. It works on log attenuation: a finding adds
 * to or takes from what the rays lose, clipped to where it can be, with the secondary signs that a
 * reader looks for. Place, side and amount come from the observation; what it leaves open is drawn.
 */
public final class LesionEngine {

  private LesionEngine() {}

  /** Whether this engine can draw the finding. */
  public static boolean draws(Finding finding) {
    return finding != Finding.NO_FINDING && finding != Finding.FRACTURE;
  }

  /**
   * @param film any size; bright where much is lost
   * @param anatomy of the same size, with both lungs; devices and heart findings need the heart
   * @param observation present or uncertain; uncertain findings are drawn fainter
   * @throws RequestException for a finding that cannot be drawn, an absent one, or an anatomy that
   *     lacks what it needs
   */
  public static Insertion insert(
      Radiograph film, AnatomyMap anatomy, Observation observation, RandomStream stream) {
    if (anatomy.width() != film.width() || anatomy.height() != film.height()) {
      throw new RequestException(
          "anatomy map",
          "",
          anatomy.width() + "x" + anatomy.height(),
          film.width() + "x" + film.height() + " as the film");
    }
    Observation chosen = chosen(observation, stream.child("choice"));
    float[] log = FilmTone.log(film.unit());
    Change change = change(film.width(), film.height(), log, anatomy, chosen, stream);
    Radiograph drawn =
        Radiograph.ofUnit(
            film.width(), film.height(), film.bitDepth(), FilmTone.unit(change.log()));
    Radiograph whole = film.spacing().map(drawn::withSpacing).orElse(drawn);
    return new Insertion(whole, chosen, change.mask(), change.anatomy());
  }

  /**
   * Several findings, one into the picture that the other left.
   *
   * @param film in its last state
   * @param observations as drawn, with side and severity
   * @param masks of the films' size, one a finding
   * @param anatomy afterwards, see {@link Insertion}
   */
  public record Drawn(
      Radiograph film,
      List<Observation> observations,
      Map<Finding, Mask> masks,
      AnatomyMap anatomy) {}

  /**
   * Draws what a prompt says, as far as this engine can draw it; each finding from the stream's
   * child of its slug.
   */
  public static Drawn insertAll(
      Radiograph film, AnatomyMap anatomy, Prompt prompt, RandomStream stream) {
    Radiograph changed = film;
    AnatomyMap map = anatomy;
    List<Observation> drawn = new ArrayList<>();
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    for (Observation one : prompt.observations()) {
      if (draws(one.finding())) {
        Insertion done = insert(changed, map, one, stream.child(one.finding().slug()));
        changed = done.film();
        map = done.anatomy();
        drawn.add(done.observation());
        masks.put(one.finding(), done.mask());
      }
    }
    return new Drawn(changed, List.copyOf(drawn), Collections.unmodifiableMap(masks), map);
  }

  /** The observation with side and severity, where these make sense. */
  static Observation chosen(Observation observation, RandomStream stream) {
    Observation chosen = observation;
    Places places = Places.of(observation.finding());
    if (chosen.severity().isEmpty()) {
      chosen = chosen.withSeverity(stream.pick(List.of(Severity.values())));
    }
    if (chosen.laterality().isEmpty() && !places.sides().isEmpty()) {
      Laterality side = stream.chance(0.5) ? Laterality.LEFT : Laterality.RIGHT;
      chosen = chosen.withLaterality(usuallyBoth(chosen.finding()) ? Laterality.BILATERAL : side);
    }
    return chosen;
  }

  /** The change in the log domain: for phantoms, before noise and tone. */
  static Change change(
      int width,
      int height,
      float[] log,
      AnatomyMap anatomy,
      Observation chosen,
      RandomStream stream) {
    LayoutCheck.requireUsable(anatomy, "of the film");
    Finding finding = chosen.finding();
    if (!draws(finding)) {
      throw RequestException.notBuilt("drawing " + finding.canonicalName());
    }
    if (chosen.certainty() == Certainty.ABSENT) {
      throw new RequestException(
          "finding", finding.canonicalName(), "absent", "present or uncertain to be drawn");
    }
    if (needsHeart(finding) && anatomy.of(Anatomy.HEART).isEmpty()) {
      throw new RequestException(
          "anatomy map", finding.canonicalName(), "no heart", "a heart (3) to enlarge");
    }
    double amount =
        switch (chosen.severity().orElse(Severity.MODERATE)) {
          case SMALL -> 0;
          case MODERATE -> 0.5;
          case LARGE -> 1;
        };
    Laterality side = chosen.laterality().orElse(Laterality.BILATERAL);
    List<Laterality> sides =
        side == Laterality.BILATERAL ? List.of(Laterality.LEFT, Laterality.RIGHT) : List.of(side);
    double strength = chosen.certainty() == Certainty.UNCERTAIN ? 0.6 : 1;
    Order order = new Order(chosen, sides, amount, strength);
    Chest chest = new Chest(width, height, log, anatomy);
    return lesion(finding, amount).draw(chest, order, stream.child("lesion"));
  }

  private static Lesion lesion(Finding finding, double amount) {
    return switch (finding) {
      case CONSOLIDATION, PNEUMONIA, BACTERIAL_PNEUMONIA -> Consolidation.lobar();
      case LUNG_OPACITY, INFILTRATION -> Consolidation.hazy();
      case VIRAL_PNEUMONIA, COVID_19 -> Consolidation.scattered();
      case TUBERCULOSIS -> Consolidation.upper();
      case PLEURAL_EFFUSION -> new Effusion();
      case PNEUMOTHORAX -> new Pneumothorax();
      case NODULE -> RoundLesion.nodule();
      case MASS -> RoundLesion.mass();
      case LUNG_LESION -> amount < 1 ? RoundLesion.nodule() : RoundLesion.mass();
      case HERNIA -> RoundLesion.hernia();
      case ATELECTASIS -> new Atelectasis();
      case EDEMA -> Interstitial.edema();
      case FIBROSIS -> Interstitial.fibrosis();
      case EMPHYSEMA -> Interstitial.emphysema();
      case CARDIOMEGALY -> Enlargement.ofHeart();
      case ENLARGED_CARDIOMEDIASTINUM -> Enlargement.ofMediastinum();
      case PLEURAL_THICKENING, PLEURAL_OTHER -> new PleuralThickening();
      case SUPPORT_DEVICES -> new SupportDevice();
      case NO_FINDING, FRACTURE ->
          throw RequestException.notBuilt("drawing " + finding.canonicalName());
    };
  }

  private static boolean needsHeart(Finding finding) {
    return finding == Finding.CARDIOMEGALY || finding == Finding.ENLARGED_CARDIOMEDIASTINUM;
  }

  private static boolean usuallyBoth(Finding finding) {
    return switch (finding) {
      case EDEMA, EMPHYSEMA, FIBROSIS, VIRAL_PNEUMONIA, COVID_19 -> true;
      default -> false;
    };
  }
}
