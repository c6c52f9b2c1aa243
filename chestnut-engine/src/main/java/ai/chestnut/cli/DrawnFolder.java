package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.PlausibleChest;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.Staging;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Normal films of a manifest with findings drawn into them, as a dataset: {@code films/}, {@code
 * pathology/} and a manifest whose rows keep patient, split, view, sex, age and licence, and say in
 * {@code source} and in the column {@code drawn_into} what they are.
 */
record DrawnFolder(Manifest films, Optional<Split> split, AnatomySegmenter segmenter, long seed) {

  /** Writes the whole folder or nothing; films whose anatomy cannot be found are passed over. */
  void write(Path out, int count, Progress progress) {
    List<ManifestRow> normal =
        films.rows().stream()
            .filter(row -> split.isEmpty() || row.split().equals(split))
            .filter(row -> row.label(Finding.NO_FINDING).orElse(0) == 1)
            .toList();
    Map<Integer, AnatomyMap> anatomies = new LinkedHashMap<>();
    for (int i = 0; i < normal.size() && anatomies.size() < count; i++) {
      AnatomyMap anatomy = segmenter.segment(films.film(normal.get(i)));
      if (PlausibleChest.in(anatomy)) {
        anatomies.put(i, anatomy);
      }
      progress.advance(Step.of("finding places", i + 1, normal.size()));
    }
    if (anatomies.isEmpty()) {
      throw new RequestException(
          "films to draw into",
          films.folder().toString(),
          "no normal film with a plausible anatomy",
          "at least one labelled No Finding");
    }
    List<Integer> usable = List.copyOf(anatomies.keySet());
    try (Staging staging = Staging.of(out)) {
      AnatomyMap first = anatomies.get(usable.get(0));
      IntFunction<ManifestRow> film =
          index -> {
            int chosen = usable.get(index % usable.size());
            AnatomyMap anatomy = anatomies.getOrDefault(chosen, first);
            return drawn(normal.get(chosen), anatomy, index, staging.folder());
          };
      List<ManifestRow> rows = PhantomFolder.drawnOnAllCores(count, film, progress);
      ManifestWriter.write(new Manifest(staging.folder(), rows));
      staging.commit();
    }
  }

  private ManifestRow drawn(ManifestRow row, AnatomyMap anatomy, int index, Path folder) {
    RandomStream stream = RandomStream.of(seed, index, "drawn into");
    LesionEngine.Drawn drawn =
        LesionEngine.insertAll(
            films.film(row),
            anatomy,
            new PromptSampler(0, 0, 0).sample(stream.child("prompt")),
            stream);
    String name = String.format(Locale.ROOT, "%06d", index);
    Map<Finding, String> masks = new EnumMap<>(Finding.class);
    drawn
        .masks()
        .forEach(
            (finding, mask) -> {
              String mine = "pathology/" + name + "-" + finding.slug() + ".png";
              MaskFiles.write(mask, PhantomFolder.made(folder, mine));
              masks.put(finding, mine);
            });
    String file = "films/" + name + ".png";
    RadiographFiles.write(drawn.film(), PhantomFolder.made(folder, file), Map.of());
    Prompt told = Prompt.of(row.view(), row.sex(), row.ageYears(), drawn.observations());
    Map<String, String> extra = new LinkedHashMap<>(row.origin().extra());
    extra.keySet().removeIf(column -> column.endsWith("_mask") || column.equals("boxes"));
    extra.put("drawn_into", row.file());
    return new ManifestRow(
        file,
        row.subject(),
        row.split(),
        row.view(),
        new ReportWriter().canonical(told),
        told.closedLabels(),
        new RowMasks(Optional.empty(), Optional.empty(), Optional.empty(), masks),
        new Origin(row.source() + " with drawn findings", row.licence(), extra));
  }
}
