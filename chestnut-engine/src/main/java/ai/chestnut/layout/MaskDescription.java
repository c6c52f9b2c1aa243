package ai.chestnut.layout;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader would say of a mask: the side that holds it, and every zone that alone would
 * describe it. The shares are ours: a side counts from 15 % of what lies in the lungs, a zone
 * describes what lies in it to 85 %.
 *
 * @param side empty where the finding has no side, or the mask touches no lung
 * @param zones each would be a true statement; of several a report uses one
 */
public record MaskDescription(Optional<Laterality> side, List<Zone> zones) {

  private static final double SIDE_SHARE = 0.15;
  private static final double ZONE_SHARE = 0.85;

  public MaskDescription {
    zones = List.copyOf(zones);
  }

  /**
   * @param mask of the anatomy's size
   */
  public static MaskDescription of(Finding finding, Mask mask, AnatomyMap anatomy) {
    Places places = Places.of(finding);
    if (mask.isEmpty() || places.sides().isEmpty()) {
      return new MaskDescription(Optional.empty(), List.of());
    }
    Map<Laterality, Mask> lungs = lungs(anatomy);
    Optional<Laterality> side = side(mask, lungs);
    List<Zone> zones = new ArrayList<>();
    if (side.isPresent()) {
      for (Zone zone : Zone.values()) {
        if (places.allows(zone) && share(mask, zone, lungs) >= ZONE_SHARE) {
          zones.add(zone);
        }
      }
    }
    return new MaskDescription(side.filter(places::allows), zones);
  }

  /** An observation that this description makes true, with one of its zones where wanted. */
  public Observation observation(Finding finding, boolean withSide, Optional<Zone> zone) {
    Observation said = Observation.present(finding);
    if (withSide && side.isPresent()) {
      said = said.withLaterality(side.get());
    }
    return zone.isPresent() && zones.contains(zone.get())
        ? said.withZones(List.of(zone.get()))
        : said;
  }

  /** Of the mask's part in the lungs, the share that lies in the zone. */
  private static double share(Mask mask, Zone zone, Map<Laterality, Mask> lungs) {
    long inside = 0;
    long all = 0;
    for (Map.Entry<Laterality, Mask> lung : lungs.entrySet()) {
      Mask here = mask.and(lung.getValue());
      if (!here.isEmpty()) {
        all += here.area();
        boolean left = lung.getKey() == Laterality.LEFT;
        inside += here.and(LungZones.of(lung.getValue(), left).of(List.of(zone))).area();
      }
    }
    return all == 0 ? 0 : (double) inside / all;
  }

  private static Optional<Laterality> side(Mask mask, Map<Laterality, Mask> lungs) {
    double left = lungs.containsKey(Laterality.LEFT) ? area(mask, lungs, Laterality.LEFT) : 0;
    double right = lungs.containsKey(Laterality.RIGHT) ? area(mask, lungs, Laterality.RIGHT) : 0;
    double both = left + right;
    if (both == 0) {
      return Optional.empty();
    }
    if (Math.min(left, right) >= SIDE_SHARE * both) {
      return Optional.of(Laterality.BILATERAL);
    }
    return Optional.of(left > right ? Laterality.LEFT : Laterality.RIGHT);
  }

  private static double area(Mask mask, Map<Laterality, Mask> lungs, Laterality side) {
    return mask.and(lungs.getOrDefault(side, Mask.empty(mask.width(), mask.height()))).area();
  }

  private static Map<Laterality, Mask> lungs(AnatomyMap anatomy) {
    Map<Laterality, Mask> lungs = new EnumMap<>(Laterality.class);
    for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
      Mask lung = AllowedRegion.lung(side, anatomy);
      if (!lung.isEmpty()) {
        lungs.put(side, lung);
      }
    }
    return lungs;
  }
}
