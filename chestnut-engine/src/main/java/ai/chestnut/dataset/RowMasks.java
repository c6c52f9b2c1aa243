package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The masks that come with a film, each a path relative to the manifest's folder.
 *
 * @param anatomy label image with the anatomy codes
 * @param lung 0/255, both lungs
 * @param lungType what {@code lung} covers; present where {@code lung} is
 * @param findings 0/255 per finding, in the vocabulary's order
 */
public record RowMasks(
    Optional<String> anatomy,
    Optional<String> lung,
    Optional<LungMaskType> lungType,
    Map<Finding, String> findings) {

  /** A film alone. */
  public static final RowMasks NONE =
      new RowMasks(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public RowMasks {
    EnumMap<Finding, String> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(findings);
    findings = Collections.unmodifiableMap(sorted);
    if (lung.isPresent() != lungType.isPresent()) {
      throw new IllegalArgumentException(
          "lung_mask_type: got "
              + lungType.map(LungMaskType::word).orElse("nothing")
              + ", expected aerated or envelope where there is a lung_mask, else nothing");
    }
  }

  /** Every mask file. */
  public List<String> files() {
    List<String> files = new ArrayList<>();
    anatomy.ifPresent(files::add);
    lung.ifPresent(files::add);
    files.addAll(findings.values());
    return files;
  }

  RowMasks withPaths(UnaryOperator<String> path) {
    EnumMap<Finding, String> moved = new EnumMap<>(Finding.class);
    findings.forEach((finding, file) -> moved.put(finding, path.apply(file)));
    return new RowMasks(anatomy.map(path), lung.map(path), lungType, moved);
  }
}
