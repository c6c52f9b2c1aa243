package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.alignment.AlignmentExam;
import ai.chestnut.evaluation.alignment.AlignmentFigures;
import ai.chestnut.evaluation.alignment.AlignmentFigures.AgainstChance;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An aligner before the films of a manifest.
 *
 * @param split of the manifest; none takes all rows
 * @param aligner name in the catalogue; none is the newest
 */
record AlignmentRun(Path place, Optional<Split> split, Optional<String> aligner, Device device) {

  /** Writes alignment.json. */
  Path write(Path folder, Progress progress) {
    Path file = folder.resolve("alignment.json");
    AtomicFile.write(file, json(progress) + "\n");
    return file;
  }

  private String json(Progress progress) {
    Manifest manifest = Manifest.read(place);
    List<ManifestRow> rows = split.map(manifest::rows).orElse(manifest.rows());
    List<AlignmentExam.Told> films = new ArrayList<>();
    for (ManifestRow row : rows) {
      Radiograph film = manifest.film(row);
      Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
      row.masks()
          .findings()
          .forEach((finding, file) -> masks.put(finding, MaskFiles.readMask(manifest.path(file))));
      films.add(new AlignmentExam.Told(film, row.toldPrompt().observations(), masks));
    }
    Catalogue catalogue = Catalogue.standard();
    String name = aligner.orElseGet(catalogue::defaultAligner);
    try (PatchWordAlignerModel model = catalogue.aligner(name, device)) {
      AlignmentFigures figures = new AlignmentExam(model, films).run(progress);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("aligner", name);
      line.put("sha256", model.identity().sha256());
      line.put("films", figures.films());
      line.put("reports", figures.reports());
      line.put("reportOfFilm", ranks(figures.reportOfFilm()));
      line.put("filmOfReport", ranks(figures.filmOfReport()));
      line.put("placed", figures.placed());
      line.put("pointing", shares(figures.pointing()));
      Map<String, Object> each = new LinkedHashMap<>();
      figures
          .pointingByFinding()
          .forEach(
              (finding, found) ->
                  each.put(
                      finding.canonicalName(),
                      Map.of("count", found.count(), "found", found.found())));
      line.put("pointingByFinding", each);
      return Json.line(line);
    }
  }

  private static Map<String, Object> ranks(Map<Integer, AgainstChance> ranks) {
    Map<String, Object> named = new LinkedHashMap<>();
    ranks.forEach((rank, share) -> named.put("at" + rank, shares(share)));
    return named;
  }

  private static Map<String, Object> shares(AgainstChance share) {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("share", share.share());
    both.put("chance", share.chance());
    return both;
  }
}
