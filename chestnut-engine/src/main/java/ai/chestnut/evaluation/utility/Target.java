package ai.chestnut.evaluation.utility;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.Optional;

/** What is to be found in a film: the lungs, cut in one of two ways, or a finding. */
sealed interface Target {

  /** The mask of it among what a film declares; nothing where the film does not say. */
  Optional<Mask> in(FilmEntry entry, Declared declared);

  /** {@code lungs}, {@code lung-envelope} or a finding. */
  static Target named(String name) {
    return switch (name.strip()) {
      case "lungs" -> new Lungs(LungMaskType.AERATED);
      case "lung-envelope" -> new Lungs(LungMaskType.ENVELOPE);
      default -> new Lesion(FindingTask.named(name));
    };
  }

  /**
   * Both lungs. A mask that is cut the other way is not used: the two differ by the heart. An
   * anatomy gives the aerated field, and the envelope if it has that layer.
   *
   * @param cut aerated, or with what lies behind heart and diaphragm
   */
  record Lungs(LungMaskType cut) implements Target {

    @Override
    public Optional<Mask> in(FilmEntry entry, Declared declared) {
      if (declared.lungs().isPresent() && declared.lungsCover() == cut) {
        return declared.lungs();
      }
      return cut == LungMaskType.AERATED
          ? declared.anatomy().map(AnatomyMap::lungs)
          : declared.anatomy().flatMap(anatomy -> anatomy.layer(OverlapLayer.LUNG_ENVELOPE));
    }
  }

  /**
   * A finding. A film that is labelled without it, or that has an anatomy and no mask of it, shows
   * nothing of it.
   */
  record Lesion(Finding finding) implements Target {

    private static final Mask NOWHERE = Mask.empty(1, 1); // of any size

    @Override
    public Optional<Mask> in(FilmEntry entry, Declared declared) {
      Mask there = declared.pathology().get(finding);
      if (there != null) {
        return Optional.of(there);
      }
      boolean absent =
          declared.anatomy().isPresent() || Integer.valueOf(0).equals(entry.labels().get(finding));
      return absent ? Optional.of(NOWHERE) : Optional.empty();
    }
  }
}
