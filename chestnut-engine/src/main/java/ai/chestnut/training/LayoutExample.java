package ai.chestnut.training;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskDescription;
import ai.chestnut.placement.AnatomyGrid;
import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.prompt.Observation;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One anatomy with the findings that lie in it, on the grid of a layout generator.
 *
 * @param planes of the anatomy
 * @param layers bit k of a cell for the finding of layer k; row-major
 * @param seen what a reader would say of each mask
 * @param shares each mask's area over that of the lungs
 * @param real whether they were found on a real film
 * @param material number of the material it comes from
 */
record LayoutExample(
    AnatomyGrid planes,
    int[] layers,
    Map<Finding, MaskDescription> seen,
    Map<Finding, Double> shares,
    boolean real,
    int material) {

  private static final double HALF = 0.5;

  /** A line is thinner than half a cell. */
  private static final double OF_A_LINE = 0.15;

  private static final double SIDE_TOLD = 0.75;
  private static final double ZONE_TOLD = 0.5;
  private static final double SEVERITY_TOLD = 0.5;
  private static final double UNCERTAIN = 0.1;

  /**
   * @param planes of this anatomy
   * @param masks of the anatomy's size
   */
  static LayoutExample of(
      AnatomyMap anatomy,
      AnatomyGrid planes,
      Map<Finding, Mask> masks,
      List<Finding> findings,
      boolean real,
      int material) {
    int side = planes.side();
    int[] layers = new int[side * side];
    Map<Finding, MaskDescription> seen = new EnumMap<>(Finding.class);
    Map<Finding, Double> shares = new EnumMap<>(Finding.class);
    masks.forEach(
        (finding, mask) -> {
          int layer = findings.indexOf(finding);
          int cells = layer < 0 ? 0 : mark(mask, finding, side, layers, layer);
          if (cells > 0) {
            seen.put(finding, MaskDescription.of(finding, mask, anatomy));
            shares.put(finding, cells / (double) Math.max(1, planes.lungCells()));
          }
        });
    return new LayoutExample(
        planes,
        layers,
        Collections.unmodifiableMap(seen),
        Collections.unmodifiableMap(shares),
        real,
        material);
  }

  /** Sets the layer's bit in the cells that the mask covers, and counts them. */
  private static int mark(Mask mask, Finding finding, int side, int[] layers, int layer) {
    int[] covered = new int[side * side];
    mask.bits().stream()
        .forEach(
            i -> {
              int x = i % mask.width() * side / mask.width();
              int y = i / mask.width() * side / mask.height();
              covered[y * side + x]++;
            });
    double pixels = (double) mask.width() * mask.height() / (side * side);
    double least = (finding == Finding.SUPPORT_DEVICES ? OF_A_LINE : HALF) * pixels;
    int cells = 0;
    for (int cell = 0; cell < covered.length; cell++) {
      if (covered[cell] >= least) {
        layers[cell] |= 1 << layer;
        cells++;
      }
    }
    return cells;
  }

  /** Statements that are true of this example, each more or less exact. */
  List<Observation> told(LayoutConfig config, RandomStream stream) {
    List<Observation> told = new ArrayList<>();
    seen.forEach(
        (finding, description) -> {
          Optional<Zone> zone =
              description.zones().isEmpty() || !stream.chance(ZONE_TOLD)
                  ? Optional.empty()
                  : Optional.of(stream.pick(description.zones()));
          Observation one = description.observation(finding, stream.chance(SIDE_TOLD), zone);
          if (stream.chance(SEVERITY_TOLD)) {
            one = one.withSeverity(severity(finding, config));
          }
          told.add(stream.chance(UNCERTAIN) ? one.withCertainty(Certainty.UNCERTAIN) : one);
        });
    return told;
  }

  private Severity severity(Finding finding, LayoutConfig config) {
    double share = shares.getOrDefault(finding, 0.0);
    int layer = config.layer(finding);
    return share < config.smallBelow().get(layer)
        ? Severity.SMALL
        : share < config.largeFrom().get(layer) ? Severity.MODERATE : Severity.LARGE;
  }
}
