package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The films of several materials one after another, with what is said of them.
 *
 * @param rows with the manifest that each stands in
 * @param choices how films are drawn from each material
 */
record CaptionedFilms(Films films, Captions captions, List<Placed> rows, List<Choice> choices) {

  /** A row and where its files are. */
  record Placed(Manifest manifest, ManifestRow row) {}

  /**
   * Draws from one material, whose first film has the offset, up to this part of the sum of shares.
   */
  record Choice(double upTo, int offset, FilmChoice within) {}

  /**
   * Reads one split; some materials may have nothing there.
   *
   * @param rareness see {@link FilmChoice}
   * @throws RequestException if there is no film at all
   */
  static CaptionedFilms read(
      List<Captioned> materials, Split split, int side, int length, double rareness) {
    List<Placed> rows = new ArrayList<>();
    List<Radiograph> films = new ArrayList<>();
    Captions captions = new Captions(length);
    List<Choice> choices = new ArrayList<>();
    double upTo = 0;
    for (Captioned material : materials) {
      Manifest manifest = Manifest.read(Path.of(material.manifest()));
      RowChoice choice = new RowChoice(material.leaveOut());
      List<ManifestRow> own = manifest.rows(split).stream().filter(choice::taken).toList();
      int offset = rows.size();
      for (ManifestRow row : own) {
        rows.add(new Placed(manifest, row));
        if (material.words().equals("labels")) {
          captions.addLabels(row);
        } else {
          captions.addText(row);
        }
      }
      films.addAll(own.parallelStream().map(manifest::film).toList());
      if (!own.isEmpty()) {
        upTo += material.share();
        choices.add(
            new Choice(upTo, offset, new FilmChoice(captions, offset, own.size(), rareness)));
      }
    }
    if (films.isEmpty()) {
      throw new RequestException(
          "recipe materials", "", "no film in split " + split.word(), "at least one");
    }
    return new CaptionedFilms(Films.of(side, films), captions, List.copyOf(rows), choices);
  }

  /** Number of films. */
  int count() {
    return rows.size();
  }

  /** A film of split train. */
  int draw(RandomStream stream) {
    double at = stream.uniform(0, choices.get(choices.size() - 1).upTo());
    Choice drawn =
        choices.stream()
            .filter(choice -> at < choice.upTo())
            .findFirst()
            .orElse(choices.get(choices.size() - 1));
    return drawn.offset() + drawn.within().draw(stream);
  }
}
