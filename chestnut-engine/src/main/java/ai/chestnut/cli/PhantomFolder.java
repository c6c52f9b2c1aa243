package ai.chestnut.cli;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.Staging;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Procedural films as a dataset: {@code films/}, {@code anatomy/}, {@code layers/}, {@code lungs/},
 * {@code pathology/} and the manifest that names them.
 */
record PhantomFolder(PhantomFamily family, int size, long seed) {

  private static final double NORMAL_SHARE = 0.25;
  private static final int AT_ONCE = 64; // films between two reports of progress

  /** Writes the whole folder or nothing. */
  void write(Path out, int count, Progress progress) {
    requireReplaceable(out);
    try (Staging staging = Staging.of(out)) {
      List<ManifestRow> rows =
          drawnOnAllCores(count, index -> film(index, staging.folder()), progress);
      ManifestWriter.write(new Manifest(staging.folder(), rows));
      staging.commit();
    }
  }

  /**
   * The rows in the order of their indices, whatever the number of cores: every film depends on
   * nothing but its index.
   */
  static List<ManifestRow> drawnOnAllCores(
      int count, IntFunction<ManifestRow> film, Progress progress) {
    List<ManifestRow> rows = new ArrayList<>();
    while (rows.size() < count) {
      int end = Math.min(count, rows.size() + AT_ONCE);
      rows.addAll(IntStream.range(rows.size(), end).parallel().mapToObj(film).toList());
      progress.advance(Step.of("drawing", end, count));
    }
    return rows;
  }

  private ManifestRow film(int index, Path folder) {
    RandomStream stream = RandomStream.of(seed, index, "phantom");
    PhantomStudy study = drawn(stream);
    String name = String.format(Locale.ROOT, "%06d", index);
    String film = "films/" + name + ".png";
    RadiographFiles.write(study.film(), made(folder, film), Map.of());
    String anatomy = "anatomy/" + name + ".png";
    MaskFiles.write(study.anatomy(), made(folder, anatomy));
    String lungs = "lungs/" + name + ".png";
    MaskFiles.write(study.anatomy().lungs(), made(folder, lungs));
    Map<Finding, String> masks = new EnumMap<>(Finding.class);
    for (Map.Entry<Finding, Mask> drawn : study.pathology().masks().entrySet()) {
      String mask = "pathology/" + name + "-" + drawn.getKey().slug() + ".png";
      MaskFiles.write(drawn.getValue(), made(folder, mask));
      masks.put(drawn.getKey(), mask);
    }
    Map<String, String> layers = new LinkedHashMap<>();
    for (Map.Entry<OverlapLayer, Mask> layer : study.anatomy().layers().entrySet()) {
      String mask = "layers/" + name + "-" + layer.getKey().slug() + ".png";
      MaskFiles.write(layer.getValue(), made(folder, mask));
      layers.put(ManifestRow.column(layer.getKey()), mask);
    }
    Prompt prompt = study.prompt();
    String patient = "phantom-" + family.name() + "-" + seed + "-" + index;
    return new ManifestRow(
        film,
        new Subject(patient, prompt.sex(), prompt.ageYears()),
        Optional.of(Split.ofPatient("phantom", patient)),
        prompt.view(),
        prompt.text(),
        prompt.closedLabels(),
        new RowMasks(
            Optional.of(anatomy), Optional.of(lungs), Optional.of(LungMaskType.AERATED), masks),
        new Origin("chestnut phantom " + study.family(), "Apache-2.0", layers));
  }

  private PhantomStudy drawn(RandomStream stream) {
    Prompt drawn = new PromptSampler(NORMAL_SHARE, 0, 0).sample(stream.child("prompt"));
    Prompt wanted =
        Prompt.of(
            drawn.view(),
            drawn.sex(),
            drawn.ageYears(),
            drawn.observations().stream().filter(o -> LesionEngine.draws(o.finding())).toList());
    if (wanted.observations().isEmpty()) {
      return ThoraxPhantom.sample(family, stream, size, wanted.view(), wanted.sex());
    }
    return ThoraxPhantom.sampleWith(
        family, stream, size, wanted.view(), wanted.sex(), wanted.observations());
  }

  static Path made(Path folder, String file) {
    Path path = folder.resolve(file);
    OutOption.make(path.resolveSibling(""));
    return path;
  }

  /** Overwriting removes a whole folder, so it must be one that holds a manifest. */
  private static void requireReplaceable(Path out) {
    if (Files.exists(out) && !Files.exists(out.resolve(Manifest.FILE_NAME))) {
      Staging.requireFree(out, false);
    }
  }
}
