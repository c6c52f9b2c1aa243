package ai.chestnut.evaluation.layouts;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskDescription;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The anatomy of a film with the findings that lie in it, and the prompt that they make true: each
 * with its side and, where one describes it, its zone.
 */
record KnownLayout(String patient, AnatomyMap anatomy, PathologyMap pathology, Prompt prompt) {

  /** A row with an anatomy map. */
  static KnownLayout of(Manifest manifest, ManifestRow row) {
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    row.layer(OverlapLayer.LUNG_ENVELOPE)
        .ifPresent(
            file ->
                layers.put(OverlapLayer.LUNG_ENVELOPE, MaskFiles.readMask(manifest.path(file))));
    AnatomyMap anatomy =
        MaskFiles.readAnatomy(manifest.path(row.masks().anatomy().orElseThrow()), layers);
    PathologyMap pathology = PathologyMap.none(anatomy.width(), anatomy.height());
    List<Observation> told = new ArrayList<>();
    for (var mask : row.masks().findings().entrySet()) {
      Mask found = MaskFiles.readMask(manifest.path(mask.getValue()));
      pathology = pathology.with(mask.getKey(), found);
      MaskDescription seen = MaskDescription.of(mask.getKey(), found, anatomy);
      told.add(seen.observation(mask.getKey(), true, seen.zones().stream().findFirst()));
    }
    return new KnownLayout(
        row.patient(), anatomy, pathology, Prompt.of(row.view(), row.sex(), row.ageYears(), told));
  }
}
