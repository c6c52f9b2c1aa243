package ai.chestnut.study;

import ai.chestnut.failure.FileException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.radiograph.XmpPacket;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * One synthetic study on disk, format {@code chestnut-study/1}. The folder has the study's id as
 * its name and appears whole or not at all.
 *
 * <pre>
 * radiograph.png             grey, 8 or 16 bit
 * anatomy.png                8-bit label image, codes 1 to 8
 * anatomy/&lt;slug&gt;.png         0/255 overlap layers: ribs, clavicles, lung-envelope
 * pathology/&lt;slug&gt;.png       0/255, one per finding that has a place
 * overlay.png                the film with the masks drawn over it
 * study.json                 all else, and the SHA-256 of every file above
 * </pre>
 *
 * A study without anatomy (no expert that could segment it is installed) has no {@code anatomy.png}
 * and says {@code "anatomy": {"file": "", "source": "none", "structures": []}}. A study without
 * findings that have a place has {@code "pathology": []}.
 *
 * <p>Every picture of a synthetic film carries the text chunk {@code Synthetic}, and an XMP packet
 * that says so to machines. Equal studies have equal bytes.
 */
public final class StudyFolder {

  public static final String FILM = "radiograph.png";
  public static final String ANATOMY = "anatomy.png";
  public static final String OVERLAY = "overlay.png";
  public static final String DOCUMENT = "study.json";

  /** What the text chunk {@code Synthetic} of every picture says. */
  public static final String MARK = "Synthetic. Not for diagnosis.";

  private StudyFolder() {}

  /**
   * Writes a study as {@code parent/ID}; a folder that stands there is replaced whole.
   *
   * @return what {@code study.json} says
   * @throws FileException if the parent cannot be written or the disk is full; nothing is left then
   */
  public static StudyFile write(Path parent, StudyBundle bundle) {
    try (Staging staging = Staging.of(parent.resolve(bundle.study().id()))) {
      StudyFile file = writeInto(staging.folder(), bundle);
      staging.commit();
      return file;
    }
  }

  private static StudyFile writeInto(Path folder, StudyBundle bundle) {
    Map<String, String> text = text(bundle.study());
    Radiograph film = bundle.film();
    RadiographFiles.write(film, folder.resolve(FILM), text);
    int[] overlay = Overlay.draw(bundle);
    RadiographFiles.writeColour(
        film.width(), film.height(), overlay, folder.resolve(OVERLAY), text);
    if (bundle.anatomy().isPresent()) {
      AnatomyMap map = bundle.anatomy().get();
      writePicture(folder, ANATOMY, film, i -> map.codeAt(i % map.width(), i / map.width()), text);
      map.layers()
          .forEach((layer, mask) -> write(folder, "anatomy/" + layer.slug(), film, mask, text));
    }
    bundle
        .pathology()
        .masks()
        .forEach((finding, mask) -> write(folder, "pathology/" + finding.slug(), film, mask, text));
    StudyFile file =
        new StudyFile(
            bundle.study(),
            bundle.anatomy().map(StructureEntry::of).orElse(List.of()),
            PathologyEntry.of(bundle.pathology()),
            checksums(folder));
    AtomicFile.write(folder.resolve(DOCUMENT), StudyJson.write(file));
    return file;
  }

  private static Map<String, String> text(SyntheticStudy study) {
    String software = study.provenance().software();
    return study.provenance().synthetic()
        ? Map.of(
            "Synthetic", MARK, "Software", software, XmpPacket.KEY, XmpPacket.ofTrained(software))
        : Map.of("Software", software);
  }

  private static void write(
      Path folder, String name, Radiograph film, Mask mask, Map<String, String> text) {
    writePicture(
        folder,
        name + ".png",
        film,
        i -> mask.at(i % mask.width(), i / mask.width()) ? 255 : 0,
        text);
  }

  private static void writePicture(
      Path folder, String name, Radiograph film, IntUnaryOperator value, Map<String, String> text) {
    short[] pixels = new short[film.width() * film.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) value.applyAsInt(i);
    }
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling(""));
    } catch (IOException wrong) {
      throw Trouble.writing(file, wrong);
    }
    RadiographFiles.write(Radiograph.of(film.width(), film.height(), 8, pixels), file, text);
  }

  /** Path to SHA-256 for every file below a study's folder but {@code study.json}. */
  private static SortedMap<String, String> checksums(Path folder) {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String file : files(folder)) {
      if (!file.equals(DOCUMENT)) {
        sums.put(file, Sha256.of(folder.resolve(file)));
      }
    }
    return sums;
  }

  private static TreeSet<String> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      TreeSet<String> files = new TreeSet<>();
      tree.filter(Files::isRegularFile)
          .forEach(file -> files.add(folder.relativize(file).toString().replace('\\', '/')));
      return files;
    } catch (IOException wrong) {
      throw Trouble.reading("study", folder, "a readable folder", wrong);
    }
  }

  /**
   * Whether {@code study.json} is, to the character, what was written: its own checksum agrees.
   *
   * @throws FileException if it cannot be read
   */
  public static boolean isSealed(Path folder) {
    Path document = folder.resolve(DOCUMENT);
    try {
      return StudyJson.isSealed(Files.readString(document));
    } catch (CharacterCodingException altered) {
      return false;
    } catch (IOException wrong) {
      throw Trouble.reading("study", document, "a readable study.json", wrong);
    }
  }

  /**
   * Reads {@code study.json} alone; the pictures are not looked at.
   *
   * @throws FileException if it is missing or damaged
   */
  public static StudyFile readDocument(Path folder) {
    return StudyJsonReader.read(folder.resolve(DOCUMENT));
  }

  /**
   * Reads a study with its pictures and holds that they are what {@code study.json} says.
   *
   * @throws FileException naming the first file that is missing, altered or too many
   */
  public static StudyBundle read(Path folder) {
    StudyFile file = readDocument(folder);
    List<StudyDefect> defects = check(folder, file);
    if (!defects.isEmpty()) {
      StudyDefect first = defects.get(0);
      throw new FileException(
          "study file", folder.resolve(first.file()), first.got(), first.expected());
    }
    Radiograph film = RadiographFiles.read(folder.resolve(FILM));
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    for (PathologyEntry entry : file.pathology()) {
      masks.put(entry.finding(), MaskFiles.readMask(folder.resolve(entry.file())));
    }
    try {
      return new StudyBundle(
          file.study(),
          film,
          anatomy(folder, file),
          PathologyMap.of(film.width(), film.height(), masks));
    } catch (IllegalArgumentException wrong) {
      throw new FileException(
          "study", folder, String.valueOf(wrong.getMessage()), "pictures of one size", wrong);
    }
  }

  private static Optional<AnatomyMap> anatomy(Path folder, StudyFile file) {
    if (file.study().anatomySource() == AnatomySource.NONE) {
      return Optional.empty();
    }
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    for (OverlapLayer layer : OverlapLayer.values()) {
      String name = "anatomy/" + layer.slug() + ".png";
      if (file.files().containsKey(name)) {
        layers.put(layer, MaskFiles.readMask(folder.resolve(name)));
      }
    }
    return Optional.of(MaskFiles.readAnatomy(folder.resolve(ANATOMY), layers));
  }

  /** Every file of a study's folder that is missing, altered, or not known to its document. */
  public static List<StudyDefect> check(Path folder, StudyFile file) {
    return StudyDefect.among(folder, file, files(folder));
  }
}
