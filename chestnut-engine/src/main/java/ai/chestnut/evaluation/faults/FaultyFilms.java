package ai.chestnut.evaluation.faults;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.GreyPlane;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Films of a set with a fault planted; nothing is written, each film is spoilt when it is read. */
public final class FaultyFilms implements FilmSet {

  /** How many different films there are where films are repeated. */
  static final int REPEATED = 25;

  private final FilmSet films;
  private final PlantedFault fault;
  private final int[] film; // whose picture the i-th film shows
  private final int[] masks; // whose masks
  private final int[] partner; // whose tones
  private final List<FilmEntry> entries;

  private FaultyFilms(
      FilmSet films, PlantedFault fault, int[] film, int[] said, int[] masks, int[] partner) {
    this.films = films;
    this.fault = fault;
    this.film = film;
    this.masks = masks;
    this.partner = partner;
    this.entries =
        IntStream.range(0, film.length)
            .mapToObj(i -> entry(films.entries(), film[i], said[i], i, fault))
            .toList();
  }

  /**
   * As many films as there are real ones, with the fault.
   *
   * @param films real films, not trained on
   * @param training films that a generator was trained on; for copies
   */
  public static FaultyFilms of(PlantedFault fault, FilmSet films, FilmSet training) {
    RandomStream random = RandomStream.of(0, 0, "fault/" + fault.word());
    int n = films.size();
    int[] same = IntStream.range(0, n).toArray();
    int[] shuffled = random.permutation(n);
    return switch (fault) {
      case CLEAN, FLIP, BLUR -> new FaultyFilms(films, fault, same, same, same, same);
      case COPIES -> {
        int[] copied =
            Arrays.copyOf(random.permutation(training.size()), Math.min(n, training.size()));
        yield new FaultyFilms(training, fault, copied, copied, copied, copied);
      }
      case REPEATS -> {
        int[] few = IntStream.range(0, n).map(i -> shuffled[i % Math.min(REPEATED, n)]).toArray();
        yield new FaultyFilms(films, fault, few, few, few, few);
      }
      case LABELS -> new FaultyFilms(films, fault, same, shuffled, same, same);
      case ANATOMY -> new FaultyFilms(films, fault, same, same, shuffled, same);
      case TONE -> new FaultyFilms(films, fault, same, same, same, ofOtherSources(films, random));
    };
  }

  private static int[] ofOtherSources(FilmSet films, RandomStream random) {
    List<FilmEntry> entries = films.entries();
    return IntStream.range(0, entries.size())
        .map(
            i -> {
              int[] others =
                  IntStream.range(0, entries.size())
                      .filter(j -> !entries.get(j).source().equals(entries.get(i).source()))
                      .toArray();
              return others.length == 0 ? i : others[random.nextInt(others.length)];
            })
        .toArray();
  }

  /**
   * A film that stands several times is several patients: its maker does not say it is one film.
   */
  private static FilmEntry entry(
      List<FilmEntry> entries, int film, int said, int i, PlantedFault fault) {
    FilmEntry entry =
        entries.get(film).withLabels(entries.get(said).asked(), entries.get(said).labels());
    return fault == PlantedFault.REPEATS ? entry.withPatient(entry.patient() + " " + i) : entry;
  }

  @Override
  public String name() {
    return films.name() + ", " + fault.word();
  }

  @Override
  public List<FilmEntry> entries() {
    return entries;
  }

  @Override
  public Radiograph film(int index) {
    Radiograph picture = films.film(film[index]);
    return switch (fault) {
      case FLIP -> GreyPlane.of(picture).mirrored().film(picture.bitDepth());
      case BLUR -> GreyPlane.of(picture).blurred(FilmReading.BLUR).film(picture.bitDepth());
      case TONE ->
          partner[index] == index
              ? GreyPlane.of(picture).flattened().film(picture.bitDepth())
              : GreyPlane.of(picture)
                  .withTonesOf(GreyPlane.of(films.film(partner[index])))
                  .film(picture.bitDepth());
      default -> picture;
    };
  }

  @Override
  public Declared declared(int index) {
    Declared own = films.declared(masks[index]);
    if (masks[index] == film[index]) {
      return own;
    }
    Radiograph picture = films.film(film[index]);
    return own.resized(picture.width(), picture.height());
  }

  @Override
  public String masksAre() {
    return films.masksAre();
  }
}
