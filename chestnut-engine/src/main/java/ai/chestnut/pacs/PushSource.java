package ai.chestnut.pacs;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ExportOptions;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.archive.ReleaseGate;
import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.dicom.DicomInstance;
import ai.chestnut.dicom.FilmKind;
import ai.chestnut.dicom.StudyDicom;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be sent, study by study: an archive, a study folder, a folder of study folders, or a
 * folder of DICOM files at any depth (one batch a folder). Nothing is kept in memory but the batch
 * at hand.
 */
public final class PushSource implements Iterable<List<Outgoing>> {

  private final StudyDicom form;
  private final List<Path> studies;
  private final boolean areDicom;
  private final boolean refused;

  private PushSource(StudyDicom form, List<Path> studies, boolean areDicom, boolean refused) {
    this.form = form;
    this.studies = List.copyOf(studies);
    this.areDicom = areDicom;
    this.refused = refused;
  }

  /**
   * @param kind as what films are written; DICOM files go as they are
   * @param refused whether studies that the panel refused go too
   * @param despite name of an archive that goes although its memorisation test failed
   * @throws FileException if the folder holds none of the above
   */
  public static PushSource of(
      Path source, FilmKind kind, boolean refused, Optional<String> despite) {
    if (Archive.isAt(source)) {
      Archive archive = Archive.open(source);
      ReleaseGate.pass(
          archive, new ExportOptions(refused, Optional.empty(), despite, Optional.empty()));
      StudyDicom named = StudyDicom.of(archive.plan().name()).withKind(kind);
      List<Path> folders = new ArrayList<>();
      for (PlanItem item : archive.items()) {
        folders.add(archive.folder(item));
      }
      return new PushSource(named, folders, false, refused);
    }
    String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    StudyDicom form = StudyDicom.of(name).withKind(kind);
    if (isStudy(source)) {
      return new PushSource(form, List.of(source), false, refused);
    }
    try (Stream<Path> content = Files.list(source)) {
      List<Path> folders = content.filter(PushSource::isStudy).sorted().toList();
      if (!folders.isEmpty()) {
        return new PushSource(form, folders, false, refused);
      }
    } catch (IOException wrong) {
      throw Trouble.reading("studies", source, "a readable folder", wrong);
    }
    List<Path> withFiles = foldersOfDicom(source);
    if (withFiles.isEmpty()) {
      throw new FileException(
          "studies", source, "neither studies nor DICOM files", "an archive, studies, or DICOM");
    }
    return new PushSource(form, withFiles, true, refused);
  }

  /** How many batches it gives. */
  public int size() {
    return studies.size();
  }

  @Override
  public Iterator<List<Outgoing>> iterator() {
    return studies.stream().map(this::batch).iterator();
  }

  private List<Outgoing> batch(Path folder) {
    List<Outgoing> batch = new ArrayList<>();
    if (areDicom) {
      for (Path file : files(folder).stream().filter(DicomFilm::isDicom).toList()) {
        batch.add(Outgoing.of(bytes(file), file));
      }
    } else {
      StudyBundle study = StudyFolder.read(folder);
      if (refused || study.study().verdict().accepted()) {
        for (DicomInstance instance : form.instances(study)) {
          batch.add(Outgoing.of(instance, folder));
        }
      }
    }
    return batch;
  }

  private static boolean isStudy(Path folder) {
    return Files.isRegularFile(folder.resolve(StudyFolder.DOCUMENT));
  }

  private static List<Path> foldersOfDicom(Path source) {
    try (Stream<Path> tree = Files.walk(source)) {
      return tree.filter(Files::isDirectory)
          .filter(folder -> files(folder).stream().anyMatch(DicomFilm::isDicom))
          .sorted()
          .toList();
    } catch (IOException wrong) {
      throw Trouble.reading("studies", source, "a readable folder", wrong);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("studies", folder, "a readable folder", wrong);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException wrong) {
      throw Trouble.reading("DICOM file", file, "a readable file", wrong);
    }
  }
}
