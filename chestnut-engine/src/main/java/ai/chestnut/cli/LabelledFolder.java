package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.MaskDescription;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.Staging;
import ai.chestnut.training.pairs.PseudoLabeller;
import ai.chestnut.training.pairs.PseudoMasks;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Real films with machine-made masks as a dataset: {@code films/}, {@code anatomy/}, {@code
 * layers/}, {@code pathology/} and a manifest whose rows keep patient, split, labels and licence.
 * The column {@code mask_sources} says where each mask comes from; {@code text} says side and zone
 * of each finding in the report writer's words, as far as its mask shows them.
 */
record LabelledFolder(Manifest films, Optional<Split> split, PseudoLabeller labeller) {

  private static final String SOURCES = "mask_sources";
  private static final String LABELLED = "labelled_from";

  /** Counts by words such as "pleural-effusion segmenter", and "film without plausible chest". */
  Map<String, Integer> write(Path out, Progress progress) {
    List<ManifestRow> wanted =
        films.rows().stream().filter(row -> split.isEmpty() || row.split().equals(split)).toList();
    Map<String, Integer> counts = new TreeMap<>();
    try (Staging staging = Staging.of(out)) {
      List<ManifestRow> rows = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        ManifestRow row = wanted.get(i);
        Radiograph film = films.film(row);
        Optional<PseudoMasks> masks = labeller.label(films, row, film);
        if (masks.isPresent()) {
          count(masks.get(), counts);
          rows.add(written(row, film, masks.get(), rows.size(), staging.folder()));
        } else {
          counts.merge("film without plausible chest", 1, Integer::sum);
        }
        progress.advance(Step.of("labelling", i + 1, wanted.size()));
      }
      if (rows.isEmpty()) {
        throw new RequestException(
            "films to label", films.folder().toString(), "no plausible chest", "at least one");
      }
      ManifestWriter.write(new Manifest(staging.folder(), rows));
      staging.commit();
    }
    return counts;
  }

  private static void count(PseudoMasks masks, Map<String, Integer> counts) {
    counts.merge("film", 1, Integer::sum);
    masks
        .masks()
        .forEach((finding, mask) -> counts.merge(key(finding, mask.by().word()), 1, Integer::sum));
    masks
        .refused()
        .forEach((finding, why) -> counts.merge(key(finding, "none: " + why), 1, Integer::sum));
  }

  private static String key(Finding finding, String what) {
    return finding.slug() + " " + what;
  }

  private ManifestRow written(
      ManifestRow row, Radiograph film, PseudoMasks masks, int index, Path folder) {
    String name = String.format(Locale.ROOT, "%06d", index);
    String file = "films/" + name + ".png";
    RadiographFiles.write(film, PhantomFolder.made(folder, file), Map.of());
    String anatomy = "anatomy/" + name + ".png";
    MaskFiles.write(masks.anatomy(), PhantomFolder.made(folder, anatomy));
    Map<String, String> extra = new LinkedHashMap<>(row.origin().extra());
    extra.keySet().removeIf(column -> column.endsWith("_mask") || column.equals("valid_box"));
    masks
        .anatomy()
        .layers()
        .forEach(
            (layer, mask) -> {
              String mine = "layers/" + name + "-" + layer.slug() + ".png";
              MaskFiles.write(mask, PhantomFolder.made(folder, mine));
              extra.put(ManifestRow.column(layer), mine);
            });
    Map<Finding, String> files = new EnumMap<>(Finding.class);
    masks
        .masks()
        .forEach(
            (finding, mask) -> {
              String mine = "pathology/" + name + "-" + finding.slug() + ".png";
              MaskFiles.write(mask.mask(), PhantomFolder.made(folder, mine));
              files.put(finding, mine);
            });
    extra.put(SOURCES, sources(masks));
    extra.put(LABELLED, row.file());
    return new ManifestRow(
        file,
        row.subject(),
        row.split(),
        row.view(),
        new ReportWriter().canonical(told(row, masks)),
        row.labels(),
        new RowMasks(Optional.of(anatomy), Optional.empty(), Optional.empty(), files),
        new Origin(row.source(), row.licence(), extra));
  }

  private static String sources(PseudoMasks masks) {
    return masks.masks().entrySet().stream()
        .map(mask -> mask.getKey().slug() + "=" + mask.getValue().by().word())
        .collect(Collectors.joining(" "));
  }

  /** What the labels say, with the side and the zone that the masks show. */
  private static Prompt told(ManifestRow row, PseudoMasks masks) {
    Prompt labels = row.labelPrompt();
    List<Observation> told =
        labels.observations().stream()
            .map(one -> placed(one, masks.masks().get(one.finding()), masks.anatomy()))
            .toList();
    return Prompt.of(labels.view(), labels.sex(), labels.ageYears(), told);
  }

  private static Observation placed(
      Observation one, PseudoMasks.@Nullable Traced mask, AnatomyMap map) {
    if (mask == null) {
      return one;
    }
    MaskDescription seen = MaskDescription.of(one.finding(), mask.mask(), map);
    return seen.observation(one.finding(), true, seen.zones().stream().findFirst());
  }
}
