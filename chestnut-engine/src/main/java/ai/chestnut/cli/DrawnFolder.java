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
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.phantom.InsertionPlan;
import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.Staging;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Films of a manifest with findings drawn into them, as a dataset: {@code films/}, {@code
 * anatomy/}, {@code layers/}, {@code pathology/} and a manifest whose rows keep patient, split,
 * view, sex, age and licence, and say in {@code source} and in the column {@code drawn_into} what
 * they are. The text says finding, side, zone and severity as drawn.
 *
 * @param balanced draws what {@link InsertionPlan} says, also into films with findings where these
 *     are labelled as without the drawn one; else what {@link PromptSampler} says, into normal
 *     films alone
 */
record DrawnFolder(
    Manifest films,
    Optional<Split> split,
    AnatomySegmenter segmenter,
    long seed,
    boolean balanced) {

  private static final double ABNORMAL_SHARE = 0.35;

  /** A film with what is needed to draw into it. */
  private record Base(ManifestRow row, Radiograph film, AnatomyMap anatomy) {

    boolean normal() {
      return row.label(Finding.NO_FINDING).orElse(0) == 1;
    }

    /** Whether nothing that looks like the finding is there, for all that is known. */
    boolean lacks(Finding finding) {
      return normal()
          || Appearance.alike(finding).stream().allMatch(alike -> row.label(alike).orElse(0) == 0)
              && row.label(finding).orElse(-1) == 0;
    }

    List<Finding> lacking() {
      return Arrays.stream(Finding.values())
          .filter(LesionEngine::draws)
          .filter(this::lacks)
          .toList();
    }
  }

  /**
   * Writes the whole folder or nothing; films whose anatomy cannot be found are passed over.
   *
   * @param first index of the first film: a set may be made in parts, each index the same in any
   */
  void write(Path out, int first, int count, Progress progress) {
    List<Base> bases = bases(balanced ? Integer.MAX_VALUE : first + count, progress);
    try (Staging staging = Staging.of(out)) {
      List<ManifestRow> rows =
          PhantomFolder.drawnOnAllCores(
              count, index -> drawn(bases, first + index, staging.folder()), progress);
      ManifestWriter.write(new Manifest(staging.folder(), rows));
      staging.commit();
    }
  }

  private List<Base> bases(int most, Progress progress) {
    List<ManifestRow> wanted =
        films.rows().stream()
            .filter(row -> split.isEmpty() || row.split().equals(split))
            .filter(row -> balanced || row.label(Finding.NO_FINDING).orElse(0) == 1)
            .toList();
    List<Base> bases = new ArrayList<>();
    for (int i = 0; i < wanted.size() && bases.size() < most; i++) {
      Radiograph film = films.film(wanted.get(i));
      AnatomyMap anatomy = segmenter.segment(film);
      if (PlausibleChest.in(anatomy)) {
        bases.add(new Base(wanted.get(i), film, anatomy));
      }
      progress.advance(Step.of("finding places", i + 1, wanted.size()));
    }
    if (bases.stream().noneMatch(Base::normal)) {
      throw new RequestException(
          "films to draw into",
          films.folder().toString(),
          "no normal film with a plausible anatomy",
          "at least one labelled No Finding");
    }
    return bases;
  }

  private ManifestRow drawn(List<Base> bases, int index, Path folder) {
    RandomStream stream = RandomStream.of(seed, index, "drawn into");
    if (!balanced) {
      Base base = bases.get(index % bases.size());
      Prompt prompt = new PromptSampler(0, 0, 0).sample(stream.child("prompt"));
      return drawn(base, prompt, index, stream, folder);
    }
    boolean normal = !stream.chance(ABNORMAL_SHARE);
    List<Base> fitting =
        bases.stream()
            .filter(base -> base.normal() == normal && base.lacks(InsertionPlan.leading(index)))
            .toList();
    Base base =
        stream.pick(fitting.isEmpty() ? bases.stream().filter(Base::normal).toList() : fitting);
    Prompt prompt =
        Prompt.of(
            base.row().view(),
            base.row().sex(),
            base.row().ageYears(),
            InsertionPlan.of(index, base.lacking(), stream.child("plan")));
    return drawn(base, prompt, index, stream, folder);
  }

  private ManifestRow drawn(Base base, Prompt wanted, int index, RandomStream stream, Path folder) {
    LesionEngine.Drawn drawn = LesionEngine.insertAll(base.film(), base.anatomy(), wanted, stream);
    String name = String.format(Locale.ROOT, "%06d", index);
    Map<Finding, String> masks = new EnumMap<>(Finding.class);
    drawn
        .masks()
        .forEach(
            (finding, mask) ->
                masks.put(
                    finding, written(mask, folder, "pathology/" + name + "-" + finding.slug())));
    String film = "films/" + name + ".png";
    RadiographFiles.write(drawn.film(), PhantomFolder.made(folder, film), Map.of());
    String anatomy = "anatomy/" + name + ".png";
    MaskFiles.write(drawn.anatomy(), PhantomFolder.made(folder, anatomy));
    ManifestRow row = base.row();
    Map<String, String> extra = new LinkedHashMap<>(row.origin().extra());
    extra.keySet().removeIf(column -> column.endsWith("_mask") || column.equals("boxes"));
    for (Map.Entry<OverlapLayer, Mask> layer : drawn.anatomy().layers().entrySet()) {
      String mask =
          written(layer.getValue(), folder, "layers/" + name + "-" + layer.getKey().slug());
      extra.put(ManifestRow.column(layer.getKey()), mask);
    }
    extra.put("drawn_into", row.file());
    Prompt told = told(row, drawn);
    return new ManifestRow(
        film,
        row.subject(),
        row.split(),
        row.view(),
        new ReportWriter().canonical(told),
        base.normal() ? told.closedLabels() : merged(row, told),
        new RowMasks(Optional.of(anatomy), Optional.empty(), Optional.empty(), masks),
        new Origin(row.source() + " with drawn findings", row.licence(), extra));
  }

  private static String written(Mask mask, Path folder, String name) {
    MaskFiles.write(mask, PhantomFolder.made(folder, name + ".png"));
    return name + ".png";
  }

  /** What was drawn, then what was there. */
  private static Prompt told(ManifestRow row, LesionEngine.Drawn drawn) {
    List<Observation> told = new ArrayList<>(drawn.observations());
    told.addAll(row.labelPrompt().observations());
    return Prompt.of(row.view(), row.sex(), row.ageYears(), told);
  }

  private static Map<Finding, Integer> merged(ManifestRow row, Prompt told) {
    Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
    labels.putAll(row.labels());
    labels.putAll(told.labels());
    return labels;
  }
}
