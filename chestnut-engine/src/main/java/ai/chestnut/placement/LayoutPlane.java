package ai.chestnut.placement;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;

/**
 * What a layout generator is shown of an anatomy: its structures, and the pieces that every allowed
 * region R_k(A) is made of: a kind of place, cut down by side, by bands of height and by distance
 * from the hilum. One bit a plane.
 */
enum LayoutPlane {
  LEFT_LUNG,
  RIGHT_LUNG,
  HEART,
  AORTA,
  MEDIASTINUM,
  ABDOMEN,
  SPINE,
  TRACHEA,
  ENVELOPE,
  /** All that the left lung may hold. */
  LEFT,
  RIGHT,
  APICAL,
  UPPER,
  MIDDLE,
  LOWER,
  PERIHILAR,
  PERIPHERAL,
  /** Where fluid can be. */
  EFFUSION,
  /** Along the outer and apical border. */
  BORDER,
  /** Around the heart. */
  AROUND_HEART,
  /** Around heart and mediastinum. */
  AROUND_MIDDLE,
  /** The whole picture. */
  ANYWHERE;

  /** The planes of structures, which come first. */
  static final int STRUCTURES = ENVELOPE.ordinal() + 1;

  /** All planes. */
  static final int COUNT = values().length;

  /** The plane of a zone. */
  static LayoutPlane of(Zone zone) {
    return values()[APICAL.ordinal() + zone.ordinal()];
  }

  /** The kind of place that a finding has. */
  static LayoutPlane kind(Finding finding) {
    return switch (finding) {
      case CARDIOMEGALY -> AROUND_HEART;
      case ENLARGED_CARDIOMEDIASTINUM -> AROUND_MIDDLE;
      case PLEURAL_EFFUSION -> EFFUSION;
      case PNEUMOTHORAX, PLEURAL_THICKENING, PLEURAL_OTHER -> BORDER;
      default -> ANYWHERE;
    };
  }

  /** Whether a finding can be anywhere, whatever side and zone are told. */
  static boolean free(Finding finding) {
    return switch (finding) {
      case SUPPORT_DEVICES, FRACTURE, HERNIA -> true;
      default -> false;
    };
  }

  /** The pixels of this plane. */
  Mask in(AnatomyMap anatomy) {
    if (ordinal() < ENVELOPE.ordinal()) {
      return anatomy.of(Anatomy.values()[ordinal()]);
    }
    return switch (this) {
      case ENVELOPE -> anatomy.layer(OverlapLayer.LUNG_ENVELOPE).orElseGet(anatomy::lungs);
      case LEFT -> lungs(Optional.of(Laterality.LEFT), List.of(), anatomy);
      case RIGHT -> lungs(Optional.of(Laterality.RIGHT), List.of(), anatomy);
      case EFFUSION -> region(Finding.PLEURAL_EFFUSION, anatomy);
      case BORDER -> region(Finding.PNEUMOTHORAX, anatomy);
      case AROUND_HEART -> region(Finding.CARDIOMEGALY, anatomy);
      case AROUND_MIDDLE -> region(Finding.ENLARGED_CARDIOMEDIASTINUM, anatomy);
      case ANYWHERE -> Mask.full(anatomy.width(), anatomy.height());
      default ->
          lungs(Optional.empty(), List.of(Zone.values()[ordinal() - APICAL.ordinal()]), anatomy);
    };
  }

  private static Mask region(Finding finding, AnatomyMap anatomy) {
    return AllowedRegion.of(finding, Optional.empty(), List.of(), anatomy);
  }

  private static Mask lungs(Optional<Laterality> side, List<Zone> zones, AnatomyMap anatomy) {
    return AllowedRegion.of(Finding.LUNG_OPACITY, side, zones, anatomy);
  }
}
