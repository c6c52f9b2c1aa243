package ai.chestnut.layout;

import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What others call structures and findings in annotation files: the class names of VinDr-CXR and of
 * CheXmask's and similar tables beside the vocabulary's own names and synonyms.
 */
public final class ForeignNames {

  private static final Map<String, List<Anatomy>> STRUCTURES = new HashMap<>();
  private static final Map<String, Finding> FINDINGS = new HashMap<>();

  static {
    for (String name : List.of("lungs", "lung", "both lungs", "lung field", "lung fields")) {
      STRUCTURES.put(name, List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG));
    }
    STRUCTURES.put("lung left", List.of(Anatomy.LEFT_LUNG));
    STRUCTURES.put("lung right", List.of(Anatomy.RIGHT_LUNG));
    STRUCTURES.put("cardiac silhouette", List.of(Anatomy.HEART));
    STRUCTURES.put("aortic knob", List.of(Anatomy.AORTA));
    STRUCTURES.put("cardiomediastinum", List.of(Anatomy.MEDIASTINUM));
    STRUCTURES.put("airways", List.of(Anatomy.TRACHEA));
    STRUCTURES.put("airway", List.of(Anatomy.TRACHEA));
    STRUCTURES.put("vertebrae", List.of(Anatomy.SPINE));
    STRUCTURES.put("abdomen", List.of(Anatomy.DIAPHRAGM_AND_ABDOMEN));
    STRUCTURES.put("diaphragm", List.of(Anatomy.DIAPHRAGM_AND_ABDOMEN));
    FINDINGS.put("aortic enlargement", Finding.ENLARGED_CARDIOMEDIASTINUM);
    FINDINGS.put("clavicle fracture", Finding.FRACTURE);
    FINDINGS.put("lung cavity", Finding.LUNG_LESION);
    FINDINGS.put("lung cyst", Finding.LUNG_LESION);
    FINDINGS.put("nodule/mass", Finding.LUNG_LESION);
    FINDINGS.put("effusion", Finding.PLEURAL_EFFUSION);
    FINDINGS.put("infiltrate", Finding.INFILTRATION);
    FINDINGS.put("ild", Finding.FIBROSIS);
  }

  private ForeignNames() {}

  /** The structures of a name, both lungs for "lungs"; none for names that mean something else. */
  public static List<Anatomy> structures(String name) {
    return Anatomy.named(name)
        .map(List::of)
        .orElseGet(() -> STRUCTURES.getOrDefault(plain(name), List.of()));
  }

  /** The finding of a name. */
  public static Optional<Finding> finding(String name) {
    return Finding.named(name).or(() -> Optional.ofNullable(FINDINGS.get(plain(name))));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
  }
}
