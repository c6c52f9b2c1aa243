package ai.chestnut.evaluation.films;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.FileException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of a manifest. */
final class ManifestFilms implements FilmSet {

  private final Manifest manifest;
  private final List<ManifestRow> rows;
  private final String name;
  private final List<FilmEntry> entries;

  /**
   * @param splits only rows of these; all where empty
   */
  ManifestFilms(Manifest manifest, Set<Split> splits) {
    this.manifest = manifest;
    this.rows =
        manifest.rows().stream()
            .filter(row -> splits.isEmpty() || row.split().filter(splits::contains).isPresent())
            .toList();
    String words =
        splits.stream().sorted().map(Split::word).reduce((a, b) -> a + "+" + b).orElse("");
    this.name = FilmSets.named(manifest.folder()) + (words.isEmpty() ? "" : " (" + words + ")");
    ReportReader reader = new ReportReader();
    this.entries = rows.stream().map(row -> entry(row, reader)).toList();
  }

  private static FilmEntry entry(ManifestRow row, ReportReader reader) {
    Prompt read = reader.read(row.text());
    Prompt asked =
        new Prompt(
            row.text(),
            row.view().or(read::view),
            row.sex().or(read::sex),
            row.ageYears().isPresent() ? row.ageYears() : read.ageYears(),
            read.observations(),
            List.of());
    return new FilmEntry(row.file(), row.patient(), row.split(), row.source(), asked, row.labels());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FilmEntry> entries() {
    return entries;
  }

  @Override
  public Radiograph film(int index) {
    return manifest.film(rows.get(index));
  }

  @Override
  public Declared declared(int index) {
    RowMasks masks = rows.get(index).masks();
    if (masks.files().isEmpty()) {
      return Declared.NOTHING;
    }
    Radiograph film = film(index);
    Optional<AnatomyMap> anatomy =
        masks.anatomy().map(manifest::path).map(file -> anatomy(file, film));
    Optional<Mask> lungs = masks.lung().map(manifest::path).map(file -> mask(file, film));
    Map<Finding, Mask> pathology = new EnumMap<>(Finding.class);
    masks
        .findings()
        .forEach((finding, file) -> pathology.put(finding, mask(manifest.path(file), film)));
    return new Declared(
        anatomy,
        lungs.or(() -> anatomy.map(AnatomyMap::lungs)),
        masks.lungType().orElse(LungMaskType.AERATED),
        pathology);
  }

  @Override
  public String masksAre() {
    return "given";
  }

  private static AnatomyMap anatomy(Path file, Radiograph film) {
    AnatomyMap map = MaskFiles.readAnatomy(file, Map.of());
    requireSize(file, map.width(), map.height(), film);
    return map;
  }

  private static Mask mask(Path file, Radiograph film) {
    Mask mask = MaskFiles.readMask(file);
    requireSize(file, mask.width(), mask.height(), film);
    return mask;
  }

  private static void requireSize(Path file, int width, int height, Radiograph film) {
    if (width != film.width() || height != film.height()) {
      throw new FileException(
          "mask",
          file,
          width + "x" + height + " pixels",
          "the film's " + film.width() + "x" + film.height());
    }
  }
}
