package ai.chestnut.reading;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A reader study on disk, format {@code chestnut-reader-study/1}:
 *
 * <pre>
 * protocol.json          what was fixed beforehand
 * protocol.sha256        its checksum, as sha256sum writes it
 * key.json               what each blinded name stands for; not for readers
 * cases/NAME.png         the films
 * overlays/NAME.png      the films with their masks, where these are known
 * answers/READER.jsonl   one answer a line, in the order in which they were given
 * </pre>
 *
 * @param hash SHA-256 of the protocol
 */
public record ReaderStudy(Path folder, Protocol protocol, String hash, List<BlindCase> cases) {

  static final String PROTOCOL = "protocol.json";
  static final String PROTOCOL_HASH = "protocol.sha256";
  static final String KEY = "key.json";
  static final String CASES = "cases";
  static final String OVERLAYS = "overlays";
  static final String ANSWERS = "answers";

  private static final Pattern READER = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public ReaderStudy {
    cases = List.copyOf(cases);
  }

  /** Whether a reader study lies in the folder. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(PROTOCOL))
        && Files.isRegularFile(folder.resolve(KEY));
  }

  /**
   * @throws FileException if it is missing or damaged, or the protocol is not the one that was
   *     fixed
   */
  public static ReaderStudy open(Path folder) {
    String text = StudyJson.text(folder.resolve(PROTOCOL));
    String hash = Sha256.of(text);
    if (!StudyJson.text(folder.resolve(PROTOCOL_HASH)).startsWith(hash)) {
      throw new FileException(
          "protocol", folder.resolve(PROTOCOL), "another checksum", "the protocol that was fixed");
    }
    return new ReaderStudy(
        folder,
        StudyJson.parse(text, folder.resolve(PROTOCOL), new TypeReference<Protocol>() {}),
        hash,
        StudyJson.read(folder.resolve(KEY), new TypeReference<List<BlindCase>>() {}));
  }

  /** The films in a reader's order. */
  public List<BlindCase> order(String reader) {
    return Schedule.of(protocol, cases, checked(reader));
  }

  /**
   * The file of a film's picture.
   *
   * @throws RequestException for a name that is no case of this study
   */
  public Path film(String name) {
    return film(folder, known(name).name());
  }

  /** The film with its masks drawn. */
  public Path overlay(String name) {
    BlindCase film = known(name);
    if (!film.overlay()) {
      throw new RequestException("overlay", name, "a film without masks", "one with masks");
    }
    return overlay(folder, film.name());
  }

  BlindCase known(String name) {
    return cases.stream()
        .filter(film -> film.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new RequestException("film", "'" + name + "'", "no such film", "a film's name"));
  }

  Path answers(String reader) {
    return folder.resolve(ANSWERS).resolve(checked(reader) + ".jsonl");
  }

  /** Readers who have given an answer, by name. */
  public List<String> readers() {
    try (var files = Files.list(folder.resolve(ANSWERS))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".jsonl"))
          .map(name -> name.substring(0, name.length() - ".jsonl".length()))
          .sorted()
          .toList();
    } catch (IOException wrong) {
      throw Trouble.reading("answers", folder, "a readable folder", wrong);
    }
  }

  private static String checked(String reader) {
    if (!READER.matcher(reader).matches()) {
      throw new RequestException(
          "reader", "'" + reader + "'", "other signs", "1 to 40 of a to z, 0 to 9 and -");
    }
    return reader;
  }

  static Path film(Path folder, String name) {
    return folder.resolve(CASES).resolve(name + ".png");
  }

  static Path overlay(Path folder, String name) {
    return folder.resolve(OVERLAYS).resolve(name + ".png");
  }

  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }
}
