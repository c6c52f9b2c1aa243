package ai.chestnut.reading;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Staging;
import ai.chestnut.study.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the folder of a reader study: protocol with hash, blinded films, the key. Films are written
 * anew from their pixels, all of one size and 8 bit, without any text chunk, so that nothing but
 * the picture tells where they come from.
 */
public final class StudyCreation {

  private final Protocol protocol;
  private final Map<String, FilmSet> sets;
  private final List<BlindCase> cases = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final RandomStream naming;

  private StudyCreation(Protocol protocol, Map<String, FilmSet> sets) {
    this.protocol = protocol;
    this.sets = Map.copyOf(sets);
    this.naming = RandomStream.of(protocol.seed(), 0, "blinded names");
  }

  /**
   * @param sets the films of every arm
   * @param out a folder that does not stand there yet; it appears whole or not at all
   * @throws ChestnutException sorted by who can mend the cause
   */
  public static ReaderStudy create(Protocol protocol, Map<String, FilmSet> sets, Path out) {
    try (Staging staging = Staging.of(out)) {
      new StudyCreation(protocol, sets).fill(staging.folder());
      staging.commit();
    }
    return ReaderStudy.open(out);
  }

  private void fill(Path folder) {
    String text = StudyJson.pretty(protocol);
    AtomicFile.write(folder.resolve(ReaderStudy.PROTOCOL), text);
    String hash = Sha256.of(text);
    AtomicFile.write(
        folder.resolve(ReaderStudy.PROTOCOL_HASH), hash + "  " + ReaderStudy.PROTOCOL + "\n");
    ReaderStudy.make(folder.resolve(ReaderStudy.CASES));
    ReaderStudy.make(folder.resolve(ReaderStudy.OVERLAYS));
    ReaderStudy.make(folder.resolve(ReaderStudy.ANSWERS));
    List<Selection.Chosen> chosen = new Selection(protocol, sets).draw();
    chosen.forEach(film -> add(folder, film, Optional.empty()));
    repeats(chosen).forEach(i -> add(folder, chosen.get(i), Optional.of(cases.get(i).name())));
    AtomicFile.write(folder.resolve(ReaderStudy.KEY), StudyJson.pretty(cases));
  }

  /** Places of the films that are shown again, the same number of every arm. */
  private List<Integer> repeats(List<Selection.Chosen> chosen) {
    int perArm = (int) Math.round(protocol.repeatShare() * protocol.perArm());
    List<Integer> again = new ArrayList<>();
    for (String arm : protocol.arms()) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < chosen.size(); i++) {
        if (chosen.get(i).arm().equals(arm)) {
          places.add(i);
        }
      }
      RandomStream stream = RandomStream.of(protocol.seed(), 0, "repeats/" + arm);
      again.addAll(Schedule.shuffled(places, stream).subList(0, perArm));
    }
    return again;
  }

  private void add(Path folder, Selection.Chosen chosen, Optional<String> repeatOf) {
    FilmSet set = Objects.requireNonNull(sets.get(chosen.arm()), chosen.arm());
    FilmEntry entry = set.entries().get(chosen.index());
    String name = name();
    Radiograph film = blinded(set.film(chosen.index()));
    RadiographFiles.write(film, ReaderStudy.film(folder, name), Map.of());
    boolean masks = repeatOf.isEmpty() && protocol.asks(Question.OVERLAY);
    cases.add(
        new BlindCase(
            name,
            chosen.arm(),
            chosen.stratum(),
            chosen.pair(),
            entry.name(),
            shows(entry),
            repeatOf,
            masks && overlay(folder, name, film, set.declared(chosen.index()))));
  }

  /** Square, of the protocol's size; the film's own shape would tell its source. */
  private Radiograph blinded(Radiograph film) {
    int crop = Math.min(film.width(), film.height());
    int left = (film.width() - crop) / 2;
    int top = (film.height() - crop) / 2;
    float[] whole = film.unit();
    float[] middle = new float[crop * crop];
    for (int y = 0; y < crop; y++) {
      System.arraycopy(whole, (top + y) * film.width() + left, middle, y * crop, crop);
    }
    return Radiograph.ofUnit(crop, crop, 8, middle).resized(protocol.side(), protocol.side());
  }

  private Optional<Boolean> shows(FilmEntry entry) {
    return protocol
        .finding()
        .flatMap(finding -> Optional.ofNullable(entry.labels().get(finding)))
        .filter(label -> label >= 0)
        .map(label -> label == 1);
  }

  /** The film with the masks drawn over it, where a set declares any for a square film. */
  private static boolean overlay(Path folder, String name, Radiograph film, Declared declared) {
    boolean square = declared.anatomy().map(map -> map.width() == map.height()).orElse(true);
    if (declared.anatomy().isEmpty() && declared.pathology().isEmpty() || !square) {
      return false;
    }
    Declared sized = declared.resized(film.width(), film.height());
    RadiographFiles.writeColour(
        film.width(),
        film.height(),
        Overlay.draw(film, sized.anatomy(), sized.pathology()),
        ReaderStudy.overlay(folder, name),
        Map.of());
    return true;
  }

  private String name() {
    String name;
    do {
      name = "f" + String.format(Locale.ROOT, "%08x", (int) naming.nextLong());
    } while (!names.add(name));
    return name;
  }
}
