package ai.chestnut.evaluation.faults;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.radiograph.Radiograph;
import java.util.List;
import java.util.Map;

/** Films with the anatomy that a segmenter sees in them, for films that come without masks. */
public record SegmentedFilms(FilmSet films, AnatomySegmenter segmenter) implements FilmSet {

  @Override
  public String name() {
    return films.name();
  }

  @Override
  public List<FilmEntry> entries() {
    return films.entries();
  }

  @Override
  public Radiograph film(int index) {
    return films.film(index);
  }

  @Override
  public Declared declared(int index) {
    AnatomyMap seen = segmenter.segment(films.film(index));
    return Declared.of(seen, Map.of());
  }

  @Override
  public String masksAre() {
    return "segmented";
  }
}
