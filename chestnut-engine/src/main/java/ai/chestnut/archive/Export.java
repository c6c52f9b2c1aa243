package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One export under way: the studies to write, and the folder to write them to. */
final class Export {

  private final Archive archive;
  private final Path out;
  private final ExportOptions options;
  private final Progress progress;
  private final ReleaseGate gate;
  private final FamilyTable families;

  private Export(Archive archive, Path out, ExportOptions options, Progress progress) {
    this.archive = archive;
    this.out = out;
    this.options = options;
    this.progress = progress;
    this.gate = ReleaseGate.pass(archive, options);
    this.families = archive.families();
  }

  /** Passes the release gate and makes the folder. */
  static Export begin(
      Archive archive, Path out, boolean overwrite, ExportOptions options, Progress progress) {
    Export export = new Export(archive, out, options, progress);
    Staging.requireFree(out, overwrite);
    if (export.studies() == 0) {
      throw new RequestException(
          "studies", archive.folder().toString(), "none that was accepted", "some, or --refused");
    }
    export.folder("");
    return export;
  }

  Archive archive() {
    return archive;
  }

  ReleaseGate gate() {
    return gate;
  }

  ExportOptions options() {
    return options;
  }

  Optional<PublicationCard> card() {
    return options.card().or(() -> archive.plan().card());
  }

  /** How many studies are exported. */
  int studies() {
    return options.refused() ? archive.size() : archive.manifest().accepted();
  }

  /** Takes one study. */
  @FunctionalInterface
  interface Taker {
    void take(StudyRow study) throws IOException;
  }

  /** Every study to export, in the order of their ids; documents are read one by one. */
  void each(Taker taker) {
    int done = 0;
    for (PlanItem item : archive.plan().items()) {
      StudyRow row = row(item);
      if (options.refused() || row.accepted()) {
        try {
          taker.take(row);
        } catch (IOException wrong) {
          throw Trouble.writing(out, wrong);
        }
        progress.advance(Step.of("export", ++done, studies()));
      }
    }
  }

  /** What is known of a study. */
  StudyRow row(PlanItem item) {
    return new StudyRow(item, families.row(item), archive.document(item));
  }

  /** A folder of the export, made if missing. */
  Path folder(String name) {
    Path folder = out.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }

  /** Copies a file of a study. */
  void copy(StudyRow study, String file, Path to) {
    AtomicFile.write(to, bytes(study, file));
  }

  /**
   * The bytes of a study's file.
   *
   * @throws FileException if they are not those that its document vouches for
   */
  byte[] bytes(StudyRow study, String file) {
    Path from = archive.folder(study.item()).resolve(file);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(from);
    } catch (IOException wrong) {
      throw Trouble.reading("study file", from, "a readable file", wrong);
    }
    String expected = study.file().files().getOrDefault(file, "");
    String got = Sha256.of(bytes);
    if (!file.equals(StudyFolder.DOCUMENT) && !got.equals(expected)) {
      throw new FileException("study file", from, "SHA-256 " + got, expected);
    }
    return bytes;
  }

  /** Writes a text. */
  void text(String name, String text) {
    AtomicFile.write(out.resolve(name), text);
  }
}
