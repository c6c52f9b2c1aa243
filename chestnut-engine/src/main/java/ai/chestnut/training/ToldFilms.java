package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Films of several manifests with what is said of each: for drawn films their own text, which says
 * side, zone and severity, too; for others their labels.
 */
final class ToldFilms {

  private final Films films;
  private final List<Prompt> prompts;
  private final List<String> names;
  private final List<Map<Finding, Mask>> masks;
  private final double[] ends; // of each film's share of the draw

  private ToldFilms(
      Films films,
      List<Prompt> prompts,
      List<String> names,
      List<Map<Finding, Mask>> masks,
      double[] ends) {
    this.films = films;
    this.prompts = prompts;
    this.names = names;
    this.masks = masks;
    this.ends = ends;
  }

  /**
   * Reads what the sources have in a split; some may have nothing there.
   *
   * @param side that films are brought to
   * @param grid that masks of findings are brought to; 0 reads none
   * @throws RequestException if there is no film at all
   */
  static ToldFilms read(
      List<FilmSource> sources, Split split, int side, int grid, Progress progress) {
    List<Radiograph> films = new ArrayList<>();
    List<Prompt> prompts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Map<Finding, Mask>> masks = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (FilmSource source : sources) {
      Manifest manifest = Manifest.read(Path.of(source.manifest()));
      RowChoice choice = new RowChoice(source.leaveOut());
      List<ManifestRow> rows = manifest.rows(split).stream().filter(choice::taken).toList();
      int read = 0;
      for (ManifestRow row : rows) {
        films.add(manifest.film(row).resized(side, side));
        prompts.add(row.toldPrompt());
        names.add(source.manifest() + "/" + row.file());
        masks.add(grid == 0 ? Map.of() : masks(manifest, row, grid));
        weights.add(source.share() / rows.size());
        progress.advance(Step.of("reading films", ++read, rows.size()));
      }
    }
    if (films.isEmpty()) {
      throw new RequestException(
          "recipe sources", sources.toString(), "no film in split " + split.word(), "at least one");
    }
    double[] ends = new double[weights.size()];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += weights.get(i);
      ends[i] = sum;
    }
    return new ToldFilms(Films.of(side, films), prompts, names, masks, ends);
  }

  private static Map<Finding, Mask> masks(Manifest manifest, ManifestRow row, int grid) {
    Map<Finding, Mask> masks = new HashMap<>();
    row.masks()
        .findings()
        .forEach(
            (finding, file) ->
                masks.put(finding, touched(MaskFiles.readMask(manifest.path(file)), grid)));
    return masks;
  }

  /** The cells of a grid of which a mask covers any part. */
  private static Mask touched(Mask mask, int grid) {
    boolean[] cells = new boolean[grid * grid];
    mask.bits().stream()
        .forEach(
            at -> {
              int x = at % mask.width() * grid / mask.width();
              int y = at / mask.width() * grid / mask.height();
              cells[y * grid + x] = true;
            });
    return Mask.of(grid, grid, cells);
  }

  int count() {
    return prompts.size();
  }

  Films films() {
    return films;
  }

  Prompt prompt(int film) {
    return prompts.get(film);
  }

  /** Where a film comes from: folder and file. */
  String name(int film) {
    return names.get(film);
  }

  /** The cells of the grid where each finding lies, as far as that is known. */
  Map<Finding, Mask> masks(int film) {
    return masks.get(film);
  }

  /** Films at random, each source as often as its share says. */
  int[] draw(RandomStream stream, int count) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      int at = java.util.Arrays.binarySearch(ends, stream.uniform(0, ends[ends.length - 1]));
      chosen[i] = Math.min(ends.length - 1, at < 0 ? -at - 1 : at + 1);
    }
    return chosen;
  }

  /** Films of every part of the collection, the same each time. */
  int[] spread(int first, int step, int count) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = (first + i * step) % count();
    }
    return chosen;
  }
}
