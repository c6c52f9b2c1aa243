package ai.chestnut.dicom;

import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.View;
import java.util.Optional;

/**
 * The words of the vocabulary as coded concepts (SNOMED CT where it has one, PS3.16 context groups
 * 4, 244, 4009 and 4010; else Chestnut's own scheme).
 */
final class SegmentCodes {

  static final Code ANATOMICAL_STRUCTURE = Code.sct("123037004", "Anatomical Structure");
  static final Code ALTERED_STRUCTURE = Code.sct("49755003", "Morphologically Altered Structure");
  static final Code PHYSICAL_OBJECT = Code.sct("260787004", "Physical object");
  static final Code CHEST = Code.sct("816094009", "Chest");
  static final Code ARTIFICIAL_INTELLIGENCE = Code.dcm("123109", "Artificial Intelligence");

  private static final Code LUNG = Code.sct("39607008", "Lung");

  private SegmentCodes() {}

  /**
   * What a mask shows.
   *
   * @param side the side of a structure that has one
   */
  record Meaning(String label, Code category, Code type, Optional<Code> side) {}

  static Meaning of(Anatomy structure) {
    Code type =
        switch (structure) {
          case LEFT_LUNG, RIGHT_LUNG -> LUNG;
          case HEART -> Code.sct("80891009", "Heart");
          case AORTA -> Code.sct("15825003", "Aorta");
          case MEDIASTINUM -> Code.sct("72410000", "Mediastinum");
          case DIAPHRAGM_AND_ABDOMEN -> new Code("abdomen", Code.OWN, "Diaphragm and abdomen");
          case SPINE -> Code.sct("421060004", "Vertebral column");
          case TRACHEA -> Code.sct("44567001", "Trachea");
        };
    Optional<Code> side =
        switch (structure) {
          case LEFT_LUNG -> Optional.of(of(Laterality.LEFT));
          case RIGHT_LUNG -> Optional.of(of(Laterality.RIGHT));
          default -> Optional.empty();
        };
    return new Meaning(structure.canonicalName(), ANATOMICAL_STRUCTURE, type, side);
  }

  static Meaning of(OverlapLayer layer) {
    return switch (layer) {
      case RIBS -> structure(layer, Code.sct("113197003", "Rib"));
      case CLAVICLES -> structure(layer, Code.sct("51299004", "Clavicle"));
      case LUNG_ENVELOPE ->
          structure(layer, new Code(layer.slug(), Code.OWN, "Lung with what lies behind organs"));
    };
  }

  private static Meaning structure(OverlapLayer layer, Code type) {
    return new Meaning(layer.slug(), ANATOMICAL_STRUCTURE, type, Optional.empty());
  }

  static Meaning maskOf(Finding finding) {
    Code category = finding == Finding.SUPPORT_DEVICES ? PHYSICAL_OBJECT : ALTERED_STRUCTURE;
    return new Meaning(finding.canonicalName(), category, of(finding), Optional.empty());
  }

  static Code of(Finding finding) {
    String slug = finding.slug();
    return finding
        .snomedCt()
        .map(concept -> Code.sct(concept, finding.canonicalName()))
        .orElse(
            new Code(
                slug.substring(0, Math.min(16, slug.length())), Code.OWN, finding.canonicalName()));
  }

  static Code of(Laterality side) {
    return switch (side) {
      case LEFT -> Code.sct("7771000", "Left");
      case RIGHT -> Code.sct("24028007", "Right");
      case BILATERAL -> Code.sct("51440002", "Right and left");
    };
  }

  static Code of(Severity severity) {
    return switch (severity) {
      case SMALL -> Code.sct("255604002", "Mild");
      case MODERATE -> Code.sct("6736007", "Moderate");
      case LARGE -> Code.sct("24484000", "Severe");
    };
  }

  static Code of(View view) {
    return switch (view) {
      case PA -> Code.sct("272479007", "postero-anterior");
      case AP -> Code.sct("399348003", "antero-posterior");
    };
  }
}
