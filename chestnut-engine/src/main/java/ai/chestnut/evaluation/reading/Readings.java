package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of films, read: each film was opened once, measured, and let go.
 *
 * @param films one reading for each entry of the set, in its order
 */
public record Readings(FilmSet set, List<FilmReading> films) {

  public Readings {
    films = List.copyOf(films);
    if (films.size() != set.size()) {
      throw new IllegalArgumentException(
          "readings: got " + films.size() + ", expected one for each of " + set.size());
    }
  }

  /**
   * Reads every film of a set.
   *
   * @param side the shorter side at which sharpness is measured, common to all films
   * @param phase what progress calls it
   * @throws ai.chestnut.failure.FileException naming the first film or mask that cannot be read
   */
  public static Readings of(
      FilmSet set, FeatureSpace space, Judge judge, int side, String phase, Progress progress) {
    List<FilmReading> films = new ArrayList<>();
    ReportWriter writer = new ReportWriter();
    for (int i = 0; i < set.size(); i++) {
      FilmEntry said = set.entries().get(i);
      FilmEntry other = set.entries().get((i + 1) % set.size());
      Radiograph film = set.film(i);
      String otherWords = other.asked().text().isBlank() ? "" : writer.canonical(other.asked());
      Judged judged = judge.look(film, said, set.declared(i), otherWords);
      films.add(FilmReading.of(film, space, side, judged));
      progress.advance(Step.of(phase, i + 1L, set.size()));
    }
    return new Readings(set, films);
  }

  /**
   * The shorter side at which sharpness can be compared: that of the smallest film, and at most
   * 256.
   *
   * @throws ai.chestnut.failure.FileException naming the first film that cannot be read
   */
  public static int commonSide(List<FilmSet> sets, Progress progress) {
    int side = LARGEST_SIDE;
    int total = sets.stream().mapToInt(FilmSet::size).sum();
    int done = 0;
    for (FilmSet set : sets) {
      for (int i = 0; i < set.size(); i++) {
        Radiograph film = set.film(i);
        side = Math.min(side, Math.min(film.width(), film.height()));
        progress.advance(Step.of("checking films", ++done, total));
      }
    }
    return side;
  }

  private static final int LARGEST_SIDE = 256;

  public int size() {
    return films.size();
  }

  public FilmEntry entry(int index) {
    return set.entries().get(index);
  }

  /** The points of some films, [n, d]. */
  public double[][] points(int[] some) {
    return Arrays.stream(some).mapToObj(i -> films.get(i).point()).toArray(double[][]::new);
  }

  /** All films, by number. */
  public int[] all() {
    int[] all = new int[films.size()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Equal for equal films in equal order; whether two scorecards share their real films. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < films.size(); i++) {
      FilmReading film = films.get(i);
      text.append(entry(i).name()).append(Arrays.toString(film.tones()));
      text.append(Arrays.toString(film.octaves())).append('\n');
    }
    return Sha256.of(text.toString());
  }
}
