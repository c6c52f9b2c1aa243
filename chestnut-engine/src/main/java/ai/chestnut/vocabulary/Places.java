package ai.chestnut.vocabulary;

import static ai.chestnut.vocabulary.Anatomy.AORTA;
import static ai.chestnut.vocabulary.Anatomy.DIAPHRAGM_AND_ABDOMEN;
import static ai.chestnut.vocabulary.Anatomy.HEART;
import static ai.chestnut.vocabulary.Anatomy.LEFT_LUNG;
import static ai.chestnut.vocabulary.Anatomy.MEDIASTINUM;
import static ai.chestnut.vocabulary.Anatomy.RIGHT_LUNG;
import static ai.chestnut.vocabulary.Anatomy.TRACHEA;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where a finding can be on an upright frontal film. Fluid sinks and air rises, so an effusion lies
 * low or along the chest wall and a pneumothorax lies along it at any height but the middle; what
 * belongs to the midline has no side.
 *
 * @param sides the sides it can have; empty where a side makes no sense
 * @param zones the zones it can have; empty where a zone makes no sense
 * @param anatomy the structures its mask may touch; empty where it has no mask
 * @param drawn whether it has a mask
 */
public record Places(Set<Laterality> sides, Set<Zone> zones, Set<Anatomy> anatomy, boolean drawn) {

  private static final Map<Finding, Places> TABLE = new EnumMap<>(Finding.class);

  static {
    Set<Laterality> anySide = EnumSet.allOf(Laterality.class);
    Set<Laterality> noSide = EnumSet.noneOf(Laterality.class);
    Set<Zone> anyZone = EnumSet.allOf(Zone.class);
    Set<Zone> noZone = EnumSet.noneOf(Zone.class);
    Set<Anatomy> lungs = EnumSet.of(LEFT_LUNG, RIGHT_LUNG);
    // behind the heart and below the dome of the diaphragm there is lung, too
    Set<Anatomy> lungEnvelope = EnumSet.of(LEFT_LUNG, RIGHT_LUNG, HEART, DIAPHRAGM_AND_ABDOMEN);
    for (Finding finding : Finding.values()) {
      TABLE.put(
          finding,
          switch (finding) {
            case NO_FINDING -> new Places(noSide, noZone, EnumSet.noneOf(Anatomy.class), false);
            case CARDIOMEGALY -> new Places(noSide, noZone, EnumSet.of(HEART), true);
            case ENLARGED_CARDIOMEDIASTINUM ->
                new Places(noSide, noZone, EnumSet.of(HEART, AORTA, MEDIASTINUM), true);
            case PLEURAL_EFFUSION ->
                new Places(anySide, EnumSet.of(Zone.LOWER, Zone.PERIPHERAL), lungEnvelope, true);
            case PNEUMOTHORAX ->
                new Places(
                    anySide,
                    EnumSet.of(Zone.APICAL, Zone.UPPER, Zone.LOWER, Zone.PERIPHERAL),
                    lungs,
                    true);
            case PLEURAL_OTHER, PLEURAL_THICKENING ->
                new Places(
                    anySide,
                    EnumSet.complementOf(EnumSet.of(Zone.PERIHILAR)),
                    EnumSet.of(LEFT_LUNG, RIGHT_LUNG, DIAPHRAGM_AND_ABDOMEN),
                    true);
            case HERNIA ->
                new Places(
                    anySide,
                    EnumSet.of(Zone.LOWER),
                    EnumSet.of(LEFT_LUNG, RIGHT_LUNG, HEART, MEDIASTINUM, DIAPHRAGM_AND_ABDOMEN),
                    true);
            case FRACTURE ->
                new Places(
                    anySide,
                    EnumSet.complementOf(EnumSet.of(Zone.PERIHILAR)),
                    EnumSet.allOf(Anatomy.class),
                    true);
            case SUPPORT_DEVICES ->
                new Places(anySide, anyZone, EnumSet.allOf(Anatomy.class), true);
            case EDEMA, EMPHYSEMA, FIBROSIS -> new Places(anySide, anyZone, lungs, true);
            case LUNG_LESION, MASS, NODULE, TUBERCULOSIS ->
                new Places(
                    anySide,
                    anyZone,
                    EnumSet.of(
                        LEFT_LUNG, RIGHT_LUNG, HEART, MEDIASTINUM, TRACHEA, DIAPHRAGM_AND_ABDOMEN),
                    true);
            case ATELECTASIS,
                CONSOLIDATION,
                LUNG_OPACITY,
                INFILTRATION,
                PNEUMONIA,
                COVID_19,
                VIRAL_PNEUMONIA,
                BACTERIAL_PNEUMONIA ->
                new Places(anySide, anyZone, lungEnvelope, true);
          });
    }
  }

  public Places {
    sides = Collections.unmodifiableSet(sides);
    zones = Collections.unmodifiableSet(zones);
    anatomy = Collections.unmodifiableSet(anatomy);
  }

  /** The places of one finding. */
  public static Places of(Finding finding) {
    return Objects.requireNonNull(TABLE.get(finding));
  }

  /** Whether the finding can have this side. */
  public boolean allows(Laterality side) {
    return sides.contains(side);
  }

  /** Whether the finding can be in this zone. */
  public boolean allows(Zone zone) {
    return zones.contains(zone);
  }
}
