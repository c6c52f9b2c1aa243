package ai.chestnut.layout;

import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One anatomy code a pixel (0 background; the codes of {@link Anatomy}), the heart over the lung,
 * and overlap layers beside it for what lies over several structures. Immutable.
 */
public final class AnatomyMap {

  private final int width;
  private final int height;
  private final byte[] codes;
  private final Map<OverlapLayer, Mask> layers;

  private AnatomyMap(int width, int height, byte[] codes, Map<OverlapLayer, Mask> layers) {
    this.width = width;
    this.height = height;
    this.codes = codes;
    this.layers = layers;
  }

  /**
   * @param codes width * height codes, row-major; copied
   * @param layers masks of the same size; copied
   * @throws IllegalArgumentException for another length, an unknown code or a layer of another size
   */
  public static AnatomyMap of(int width, int height, byte[] codes, Map<OverlapLayer, Mask> layers) {
    if (width < 1 || height < 1 || codes.length != width * height) {
      throw new IllegalArgumentException(
          "anatomy map: got " + codes.length + " codes, expected " + width + "x" + height);
    }
    for (byte code : codes) {
      if (code != 0 && Anatomy.ofCode(code).isEmpty()) {
        throw new IllegalArgumentException(
            "anatomy code: got " + (code & 0xFF) + ", expected 0.." + Anatomy.values().length);
      }
    }
    Map<OverlapLayer, Mask> copy = new EnumMap<>(OverlapLayer.class);
    layers.forEach(
        (layer, mask) -> {
          if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(
                "layer ("
                    + layer.slug()
                    + "): got "
                    + mask.width()
                    + "x"
                    + mask.height()
                    + ", expected "
                    + width
                    + "x"
                    + height);
          }
          copy.put(layer, mask);
        });
    return new AnatomyMap(width, height, codes.clone(), Collections.unmodifiableMap(copy));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 0 for background, else the code of the structure that lies on top. */
  public int codeAt(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      throw new IndexOutOfBoundsException(
          "anatomy: got (" + x + ", " + y + "), expected inside " + width + "x" + height);
    }
    return codes[y * width + x];
  }

  /** A copy of the row-major codes. */
  public byte[] codes() {
    return codes.clone();
  }

  /** The pixels of a structure; empty if the map has none. */
  public Mask of(Anatomy structure) {
    return Mask.where(width, height, i -> codes[i] == structure.code());
  }

  /** Left and right lung together. */
  public Mask lungs() {
    return of(Anatomy.LEFT_LUNG).or(of(Anatomy.RIGHT_LUNG));
  }

  public Optional<Mask> layer(OverlapLayer layer) {
    return Optional.ofNullable(layers.get(layer));
  }

  /** All layers present, in the order of the enum. */
  public Map<OverlapLayer, Mask> layers() {
    return layers;
  }

  public AnatomyMap resized(int toWidth, int toHeight) {
    byte[] out = new byte[toWidth * toHeight];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          codes[
              Grid.nearest(i / toWidth, toHeight, height) * width
                  + Grid.nearest(i % toWidth, toWidth, width)];
    }
    Map<OverlapLayer, Mask> shrunk = new EnumMap<>(OverlapLayer.class);
    layers.forEach((layer, mask) -> shrunk.put(layer, mask.resized(toWidth, toHeight)));
    return new AnatomyMap(toWidth, toHeight, out, Collections.unmodifiableMap(shrunk));
  }

  /**
   * The greatest breadth of the heart over that of the two lungs together, between the outermost
   * columns of each (Danzer 1919); none where a lung or the heart is missing.
   */
  public OptionalDouble cardiothoracicRatio() {
    Optional<Box> heart = of(Anatomy.HEART).bounds();
    if (heart.isEmpty() || of(Anatomy.LEFT_LUNG).isEmpty() || of(Anatomy.RIGHT_LUNG).isEmpty()) {
      return OptionalDouble.empty();
    }
    int thorax = lungs().or(of(Anatomy.HEART)).bounds().orElseThrow().width();
    return OptionalDouble.of((double) heart.get().width() / thorax);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnatomyMap that
        && width == that.width
        && height == that.height
        && Arrays.equals(codes, that.codes)
        && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(codes) + layers.hashCode();
  }

  @Override
  public String toString() {
    return "AnatomyMap[" + width + "x" + height + ", layers " + layers.keySet() + "]";
  }
}
