package ai.chestnut.evaluation.films;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The masks that a film is said to have, at its own pixels.
 *
 * @param lungs both lungs, as {@code lungsCover} says; taken from the anatomy where there is one
 * @param pathology one mask a finding
 */
public record Declared(
    Optional<AnatomyMap> anatomy,
    Optional<Mask> lungs,
    LungMaskType lungsCover,
    Map<Finding, Mask> pathology) {

  /** A film that says nothing of where things are. */
  public static final Declared NOTHING =
      new Declared(Optional.empty(), Optional.empty(), LungMaskType.AERATED, Map.of());

  public Declared {
    EnumMap<Finding, Mask> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(pathology);
    pathology = Collections.unmodifiableMap(sorted);
  }

  /** An anatomy with its lungs. */
  public static Declared of(AnatomyMap anatomy, Map<Finding, Mask> pathology) {
    return new Declared(
        Optional.of(anatomy), Optional.of(anatomy.lungs()), LungMaskType.AERATED, pathology);
  }

  /** The lungs of another map, cut as these are: aerated, or with what lies behind the heart. */
  public Mask lungsOf(AnatomyMap seen) {
    return lungsCover == LungMaskType.AERATED
        ? seen.lungs()
        : AllowedRegion.lung(Laterality.LEFT, seen).or(AllowedRegion.lung(Laterality.RIGHT, seen));
  }

  /** At another size of film. */
  public Declared resized(int width, int height) {
    Map<Finding, Mask> lesions = new EnumMap<>(Finding.class);
    pathology.forEach((finding, mask) -> lesions.put(finding, mask.resized(width, height)));
    return new Declared(
        anatomy.map(map -> map.resized(width, height)),
        lungs.map(mask -> mask.resized(width, height)),
        lungsCover,
        lesions);
  }
}
