package ai.chestnut.study;

import ai.chestnut.layout.Box;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * One finding that has a place, as {@code study.json} lists it.
 *
 * @param file its mask, relative to the study's folder
 * @param boxes around each connected part
 */
public record PathologyEntry(Finding finding, String file, long pixels, List<Box> boxes) {

  public PathologyEntry {
    boxes = List.copyOf(boxes);
  }

  /** Every finding of the map, in the vocabulary's order. */
  static List<PathologyEntry> of(PathologyMap map) {
    List<PathologyEntry> entries = new ArrayList<>();
    map.masks().forEach((finding, mask) -> entries.add(of(finding, mask)));
    return entries;
  }

  private static PathologyEntry of(Finding finding, Mask mask) {
    return new PathologyEntry(
        finding,
        "pathology/" + finding.slug() + ".png",
        mask.area(),
        mask.isEmpty() ? List.of() : Components.boxes(mask));
  }
}
