package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A finished archive, open for reading. Opening reads the plan and the manifest; {@link
 * Verification} reads the rest.
 *
 * @param folder where it lies
 */
public record Archive(Path folder, Plan plan, ArchiveManifest manifest) {

  /** Whether a complete archive lies in the folder. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(ArchiveFiles.MANIFEST));
  }

  /**
   * @throws FileException if it is missing, unfinished, damaged or of another format
   */
  public static Archive open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FileException("archive", folder, "no folder there", "the folder of an archive");
    }
    ArchiveManifest manifest = ArchiveManifest.read(folder);
    Path file = folder.resolve(ArchiveFiles.PLAN);
    try {
      return new Archive(folder, Plan.read(file), manifest);
    } catch (RequestException damaged) {
      throw new FileException(
          "archive", file, String.valueOf(damaged.getMessage()), "the plan of an archive", damaged);
    }
  }

  /** How many studies it holds. */
  public int size() {
    return manifest.studies();
  }

  /** Every study's place in the plan, by index. */
  public List<PlanItem> items() {
    return plan.items();
  }

  /** The folder where evaluate may leave what it says of the archive. */
  public Path evaluation() {
    return folder.resolve(ArchiveFiles.EVALUATION);
  }

  /** Family and split of every study. */
  FamilyTable families() {
    return FamilyTable.read(folder.resolve(ArchiveFiles.FAMILIES));
  }

  /** The folder of a study. */
  public Path folder(PlanItem item) {
    return ArchiveFiles.study(folder, plan, item);
  }

  /** What is known of a study; its pictures are not looked at. */
  public StudyFile document(PlanItem item) {
    return StudyFolder.readDocument(folder(item));
  }

  /**
   * The checksums of a study's files, by path within its shard.
   *
   * @param folder where the study lies
   * @param study what its document says
   */
  public SortedMap<String, String> sums(Path folder, StudyFile study) {
    return Checksums.of(folder, study);
  }

  /** A study with its pictures, checked against its checksums. */
  public StudyBundle study(PlanItem item) {
    return StudyFolder.read(folder(item));
  }
}
