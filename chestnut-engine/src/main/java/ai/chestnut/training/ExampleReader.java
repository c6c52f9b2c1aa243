package ai.chestnut.training;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a manifest as examples: films, and every mask and label that a row names, brought to one
 * square.
 */
record ExampleReader(Manifest manifest, int side) {

  /** The example of a row. */
  Example read(ManifestRow row) {
    return of(manifest.film(row), known(row));
  }

  /** A film of any size with what is known of it. */
  Example of(Radiograph film, Known known) {
    return new Example(bytes(film), known);
  }

  /** What the row's own masks and labels say. */
  Known known(ManifestRow row) {
    Structures structures = structures(row);
    byte[] layers = new byte[side * side];
    int knownLayers = 0;
    for (Map.Entry<OverlapLayer, Mask> layer : structures.layers().entrySet()) {
      knownLayers |= 1 << layer.getKey().ordinal();
      byte bit = (byte) (1 << layer.getKey().ordinal());
      layer.getValue().bits().stream().forEach(i -> layers[i] |= bit);
    }
    Lesions lesions = lesions(row);
    return new Known(
        structures.allowed(),
        knownLayers,
        layers,
        lesions.known(),
        lesions.pixels(),
        row.masks().anatomy().isPresent() ? drawn(labels(row)) : labels(row),
        row.toldPrompt());
  }

  /**
   * The labels of a film whose findings were drawn: of what looks like a drawn finding, none is
   * known to be absent.
   */
  static Map<Finding, Integer> drawn(Map<Finding, Integer> labels) {
    Map<Finding, Integer> kept = new HashMap<>(labels);
    labels.forEach(
        (finding, value) -> {
          if (value == 1) {
            Appearance.alike(finding).stream()
                .filter(other -> labels.getOrDefault(other, 0) == 0)
                .forEach(kept::remove);
          }
        });
    return kept;
  }

  /** Every pixel of a whole anatomy map. */
  Known withAnatomy(Known known, AnatomyMap anatomy) {
    AnatomyMap fitted = anatomy.resized(side, side);
    byte[] layers = new byte[side * side];
    int knownLayers = 0;
    for (Map.Entry<OverlapLayer, Mask> layer : fitted.layers().entrySet()) {
      knownLayers |= 1 << layer.getKey().ordinal();
      byte bit = (byte) (1 << layer.getKey().ordinal());
      layer.getValue().bits().stream().forEach(i -> layers[i] |= bit);
    }
    return new Known(
        Optional.of(exactly(fitted)),
        knownLayers,
        layers,
        known.knownLesions(),
        known.lesions(),
        known.labels(),
        known.prompt());
  }

  private byte[] bytes(Radiograph film) {
    float[] unit = film.resized(side, side).unit();
    byte[] bytes = new byte[unit.length];
    for (int i = 0; i < unit.length; i++) {
      bytes[i] = (byte) Math.round(unit[i] * 255);
    }
    return bytes;
  }

  private record Structures(Optional<short[]> allowed, Map<OverlapLayer, Mask> layers) {}

  private Structures structures(ManifestRow row) {
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    for (OverlapLayer layer : OverlapLayer.values()) {
      row.layer(layer).ifPresent(file -> layers.put(layer, mask(file)));
    }
    if (row.masks().anatomy().isPresent()) {
      AnatomyMap map =
          MaskFiles.readAnatomy(manifest.path(row.masks().anatomy().get()), Map.of())
              .resized(side, side);
      return new Structures(Optional.of(exactly(map)), layers);
    }
    if (row.masks().lung().isEmpty()) {
      return new Structures(Optional.empty(), layers);
    }
    Mask lungs = mask(row.masks().lung().get());
    if (row.masks().lungType().orElseThrow() == LungMaskType.AERATED) {
      return new Structures(Optional.of(aerated(lungs)), layers);
    }
    layers.put(OverlapLayer.LUNG_ENVELOPE, lungs);
    return new Structures(Optional.of(outside(lungs)), layers);
  }

  private static short[] exactly(AnatomyMap map) {
    byte[] codes = map.codes();
    short[] allowed = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      allowed[i] = (short) (1 << codes[i]);
    }
    return allowed;
  }

  /** Each part is the lung of its side; what is neither may be anything else. */
  private short[] aerated(Mask lungs) {
    int either = 1 << Anatomy.LEFT_LUNG.code() | 1 << Anatomy.RIGHT_LUNG.code();
    short[] allowed = new short[side * side];
    java.util.Arrays.fill(allowed, (short) (Known.ANYTHING & ~either));
    if (lungs.isEmpty()) {
      return allowed;
    }
    double middle = lungs.centroid().orElseThrow().x();
    for (Mask part : Components.of(lungs)) {
      boolean right = part.centroid().orElseThrow().x() < middle; // the patient's right
      Anatomy lung = right ? Anatomy.RIGHT_LUNG : Anatomy.LEFT_LUNG;
      part.bits().stream().forEach(i -> allowed[i] = (short) (1 << lung.code()));
    }
    return allowed;
  }

  /** No lung outside of its envelope; inside there is more than lung. */
  private short[] outside(Mask envelope) {
    int either = 1 << Anatomy.LEFT_LUNG.code() | 1 << Anatomy.RIGHT_LUNG.code();
    short[] allowed = new short[side * side];
    java.util.Arrays.fill(allowed, (short) (Known.ANYTHING & ~either));
    envelope.bits().stream().forEach(i -> allowed[i] = Known.ANYTHING);
    return allowed;
  }

  private record Lesions(int known, Optional<int[]> pixels) {}

  /**
   * Masks that are there; and no place at all for what a row of masks, or a normal film, denies.
   */
  private Lesions lesions(ManifestRow row) {
    boolean normal = row.label(Finding.NO_FINDING).orElse(0) == 1;
    Map<Finding, String> files = row.masks().findings();
    if (files.isEmpty() && !normal && row.masks().anatomy().isEmpty()) {
      return new Lesions(0, Optional.empty());
    }
    int known = 0;
    int[] pixels = new int[side * side];
    for (Finding finding : Finding.values()) {
      String file = files.get(finding);
      if (file != null) {
        known |= 1 << finding.ordinal();
        mask(file).bits().stream().forEach(i -> pixels[i] |= 1 << finding.ordinal());
      } else if (row.label(finding).orElse(-1) == 0) {
        known |= 1 << finding.ordinal();
      }
    }
    return new Lesions(known, Optional.of(pixels));
  }

  private static Map<Finding, Integer> labels(ManifestRow row) {
    Map<Finding, Integer> labels = new HashMap<>();
    row.labels()
        .forEach(
            (finding, value) -> {
              if (value >= 0) {
                labels.put(finding, value);
              }
            });
    return labels;
  }

  private Mask mask(String file) {
    Mask mask = MaskFiles.readMask(manifest.path(file));
    if (mask.width() != mask.height()) {
      throw new FileException(
          "mask", manifest.path(file), mask.width() + "x" + mask.height(), "a square");
    }
    return mask.resized(side, side);
  }
}
