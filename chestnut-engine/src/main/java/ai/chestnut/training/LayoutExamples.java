package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.placement.AnatomyGrid;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes a material's examples: reads the rows' anatomies and layers, or draws findings into the
 * anatomies; on all cores, each from its own stream.
 *
 * @param side cells of the grid
 */
record LayoutExamples(int side, List<Finding> findings, long seed, Progress progress) {

  /** Pixels a cell at which findings are drawn and described. */
  private static final int PIXELS = 2;

  private static final int CHUNK = 64;

  /** The examples of one split; rows without an anatomy map are passed over. */
  List<LayoutExample> of(LayoutMaterial material, int number, Split split) {
    Manifest manifest = Manifest.read(Path.of(material.manifest()));
    List<ManifestRow> rows =
        new RowChoice(material.leaveOut())
            .rows(manifest, split).stream()
                .filter(row -> row.masks().anatomy().isPresent())
                .toList();
    List<LayoutExample> examples = new ArrayList<>();
    for (int first = 0; first < rows.size(); first += CHUNK) {
      int start = first;
      int end = Math.min(rows.size(), first + CHUNK);
      IntStream.range(start, end)
          .parallel()
          .mapToObj(index -> of(manifest, rows.get(index), index, material, number))
          .toList() // in the rows' order, whichever was ready first
          .forEach(examples::addAll);
      progress.advance(Step.of("reading layouts", end, rows.size()));
    }
    if (examples.isEmpty()) {
      throw new RequestException(
          "layout material", material.manifest(), "no row with an anatomy map", "at least one");
    }
    return examples;
  }

  private List<LayoutExample> of(
      Manifest manifest, ManifestRow row, int index, LayoutMaterial material, int number) {
    AnatomyMap anatomy = anatomy(manifest, row);
    AnatomyGrid planes = AnatomyGrid.of(anatomy, side);
    if (material.insertions() == 0) {
      return List.of(
          LayoutExample.of(
              anatomy, planes, masks(manifest, row), findings, material.real(), number));
    }
    List<LayoutExample> drawn = new ArrayList<>();
    for (int time = 0; time < material.insertions(); time++) {
      RandomStream stream = RandomStream.of(seed, index, "layout insertion " + time);
      drawn.add(drawn(anatomy, planes, stream, number));
    }
    return drawn;
  }

  private AnatomyMap anatomy(Manifest manifest, ManifestRow row) {
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    row.layer(OverlapLayer.LUNG_ENVELOPE)
        .ifPresent(
            file ->
                layers.put(OverlapLayer.LUNG_ENVELOPE, MaskFiles.readMask(manifest.path(file))));
    return MaskFiles.readAnatomy(manifest.path(row.masks().anatomy().orElseThrow()), layers)
        .resized(PIXELS * side, PIXELS * side);
  }

  private Map<Finding, Mask> masks(Manifest manifest, ManifestRow row) {
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    row.masks()
        .findings()
        .forEach(
            (finding, file) ->
                masks.put(
                    finding,
                    MaskFiles.readMask(manifest.path(file)).resized(PIXELS * side, PIXELS * side)));
    return masks;
  }

  /** A grey film is enough: only places are of interest. */
  private LayoutExample drawn(
      AnatomyMap anatomy, AnatomyGrid planes, RandomStream stream, int number) {
    float[] grey = new float[anatomy.width() * anatomy.height()];
    Arrays.fill(grey, 0.5f);
    Radiograph film = Radiograph.ofUnit(anatomy.width(), anatomy.height(), 8, grey);
    AnatomyMap map = anatomy;
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    for (Observation one :
        new PromptSampler(0, 0, 0).sample(stream.child("prompt")).observations()) {
      if (LesionEngine.draws(one.finding())) {
        var done = LesionEngine.insert(film, map, one, stream.child(one.finding().slug()));
        map = done.anatomy();
        masks.put(one.finding(), done.mask());
      }
    }
    AnatomyGrid moved = map.equals(anatomy) ? planes : AnatomyGrid.of(map, side);
    return LayoutExample.of(map, moved, masks, findings, false, number);
  }
}
