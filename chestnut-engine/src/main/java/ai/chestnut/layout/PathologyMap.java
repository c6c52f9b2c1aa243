package ai.chestnut.layout;

import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One mask a finding, all of one size; findings may overlap. Immutable. */
public final class PathologyMap {

  private final int width;
  private final int height;
  private final Map<Finding, Mask> masks;

  private PathologyMap(int width, int height, Map<Finding, Mask> masks) {
    this.width = width;
    this.height = height;
    this.masks = masks;
  }

  /**
   * @param masks masks of the given size by finding; copied
   * @throws IllegalArgumentException for a mask of another size
   */
  public static PathologyMap of(int width, int height, Map<Finding, Mask> masks) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "pathology map: got " + width + "x" + height + ", expected at least 1x1");
    }
    Map<Finding, Mask> copy = new EnumMap<>(Finding.class);
    masks.forEach(
        (finding, mask) -> {
          if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(
                "pathology ("
                    + finding.slug()
                    + "): got "
                    + mask.width()
                    + "x"
                    + mask.height()
                    + ", expected "
                    + width
                    + "x"
                    + height);
          }
          copy.put(finding, mask);
        });
    return new PathologyMap(width, height, Collections.unmodifiableMap(copy));
  }

  public static PathologyMap none(int width, int height) {
    return of(width, height, Map.of());
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** All masks, in the order of the findings' enum; unmodifiable. */
  public Map<Finding, Mask> masks() {
    return masks;
  }

  public Optional<Mask> of(Finding finding) {
    return Optional.ofNullable(masks.get(finding));
  }

  /** With the mask united to the one already there for the same finding. */
  public PathologyMap with(Finding finding, Mask mask) {
    Map<Finding, Mask> more = new EnumMap<>(Finding.class);
    more.putAll(masks);
    more.merge(finding, mask, Mask::or);
    return of(width, height, more);
  }

  public PathologyMap resized(int toWidth, int toHeight) {
    Map<Finding, Mask> shrunk = new EnumMap<>(Finding.class);
    masks.forEach((finding, mask) -> shrunk.put(finding, mask.resized(toWidth, toHeight)));
    return of(toWidth, toHeight, shrunk);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathologyMap that
        && width == that.width
        && height == that.height
        && masks.equals(that.masks);
  }

  @Override
  public int hashCode() {
    return 31 * masks.hashCode() + width;
  }

  @Override
  public String toString() {
    return "PathologyMap[" + width + "x" + height + ", " + masks.keySet() + "]";
  }
}
