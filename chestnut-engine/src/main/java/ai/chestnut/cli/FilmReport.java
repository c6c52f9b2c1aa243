package ai.chestnut.cli;

import ai.chestnut.dicom.FilmReader;
import ai.chestnut.language.Nucleus;
import ai.chestnut.language.ReportWords;
import ai.chestnut.language.WordMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.CodebookModels;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Overlay;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the image-token model writes of a film, and where the aligner sees what it names. */
record FilmReport(Catalogue catalogue, Optional<String> model, Device device, long seed) {

  /** So small a share that the likeliest word is always taken. */
  private static final Nucleus LIKELIEST = new Nucleus(1e-9, 1);

  /**
   * The report of a film.
   *
   * @param overlay where to draw the patches of the findings that it names
   */
  String of(Path image, Optional<Path> overlay) {
    Radiograph film = FilmReader.read(image);
    String name = model.orElseGet(catalogue::defaultCodebook);
    try (CodebookModels models = catalogue.codebook(name, device)) {
      String report = models.report(film, LIKELIEST, RandomStream.of(seed, 0, "film report"));
      overlay.ifPresent(file -> draw(models, film, report, file));
      return report;
    }
  }

  private static void draw(CodebookModels models, Radiograph film, String report, Path file) {
    Map<Finding, Mask> patches = new EnumMap<>(Finding.class);
    Prompt said = new ReportReader().read(report);
    for (WordMap map : models.aligner().maps(film, report)) {
      Mask patch = patch(film, map.box(map.best()));
      said.observations().stream()
          .filter(seen -> seen.certainty() != Certainty.ABSENT)
          .filter(seen -> ReportWords.standard().of(map.token()).contains(seen.finding()))
          .forEach(seen -> patches.merge(seen.finding(), patch, Mask::or));
    }
    int[] picture = Overlay.draw(film, Optional.empty(), patches);
    RadiographFiles.writeColour(film.width(), film.height(), picture, file, Map.of());
  }

  private static Mask patch(Radiograph film, float[] box) {
    int left = (int) Math.floor(box[0] * film.width());
    int top = (int) Math.floor(box[1] * film.height());
    int right = (int) Math.ceil(box[2] * film.width());
    int bottom = (int) Math.ceil(box[3] * film.height());
    boolean[] inside = new boolean[film.width() * film.height()];
    for (int y = Math.max(0, top); y < Math.min(film.height(), bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(film.width(), right); x++) {
        inside[y * film.width() + x] = true;
      }
    }
    return Mask.of(film.width(), film.height(), inside);
  }
}
