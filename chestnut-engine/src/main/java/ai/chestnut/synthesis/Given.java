package ai.chestnut.synthesis;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request brings beside its words.
 *
 * @param anatomy where the structures shall be
 * @param source where that map comes from; of no meaning without one
 * @param pathology where each finding shall be
 * @param from a film to edit inside the pathology's regions
 * @param control how strongly method xreal imposes all this
 * @param layout how method aurad finds and imposes what is not given
 */
public record Given(
    Optional<AnatomyMap> anatomy,
    AnatomySource source,
    Map<Finding, Coverage> pathology,
    Optional<Radiograph> from,
    XRealSettings control,
    AuradSettings layout) {

  /** Words alone. */
  public static final Given NOTHING =
      new Given(
          Optional.empty(),
          AnatomySource.NONE,
          Map.of(),
          Optional.empty(),
          XRealSettings.standard(),
          AuradSettings.standard());

  public Given {
    EnumMap<Finding, Coverage> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(pathology);
    pathology = Collections.unmodifiableMap(sorted);
  }

  public Given withAnatomy(AnatomyMap map, AnatomySource where) {
    return new Given(Optional.of(map), where, pathology, from, control, layout);
  }

  public Given withPathology(Map<Finding, Coverage> regions) {
    return new Given(anatomy, source, regions, from, control, layout);
  }

  public Given withFilm(Radiograph film) {
    return new Given(anatomy, source, pathology, Optional.of(film), control, layout);
  }

  public Given withControl(XRealSettings settings) {
    return new Given(anatomy, source, pathology, from, settings, layout);
  }

  public Given withLayout(AuradSettings settings) {
    return new Given(anatomy, source, pathology, from, control, settings);
  }

  /** Whether it says anything. */
  public boolean isNothing() {
    return anatomy.isEmpty() && pathology.isEmpty() && from.isEmpty();
  }

  /** The regions with hard edges: what each finding covers by half or more. */
  public PathologyMap masks(int width, int height) {
    PathologyMap map = PathologyMap.none(width, height);
    for (Map.Entry<Finding, Coverage> region : pathology.entrySet()) {
      map = map.with(region.getKey(), region.getValue().mask());
    }
    return map;
  }
}
