package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether an archive may leave the house: it may not when the memorisation test says that it holds
 * copies of training films, unless somebody names the archive to let it go nevertheless.
 *
 * @param verdict what the test says; empty where it was never made
 * @param overridden whether the archive goes although it fails
 */
public record ReleaseGate(Optional<MemorisationVerdict> verdict, boolean overridden) {

  /**
   * Passes the gate or throws.
   *
   * @throws RequestException if the test fails and the archive is not named
   * @throws FileException if the verdict is damaged or of another archive
   */
  public static ReleaseGate pass(Archive archive, ExportOptions options) {
    Path folder = options.evaluation().orElse(archive.evaluation());
    if (options.evaluation().isPresent() && !Files.isDirectory(folder)) {
      throw new FileException("evaluation", folder, "no folder there", "what evaluate wrote");
    }
    Path file = folder.resolve(MemorisationVerdict.FILE_NAME);
    if (!Files.exists(file)) {
      return new ReleaseGate(Optional.empty(), false);
    }
    MemorisationVerdict verdict = MemorisationVerdict.read(file);
    if (!verdict.isOf(archive)) {
      throw new FileException(
          "memorisation verdict", file, "that of another archive", "that of " + archive.folder());
    }
    String name = archive.plan().name();
    if (!verdict.passes() && !options.despite().equals(Optional.of(name))) {
      throw new RequestException(
          "memorisation test",
          archive.folder().toString(),
          "a failure: " + String.join("; ", verdict.reasons()),
          "no copies of training films; --despite-memorisation " + name + " exports them anyway");
    }
    return new ReleaseGate(Optional.of(verdict), !verdict.passes());
  }

  /** One sentence for the card. */
  String sentence() {
    if (verdict.isEmpty()) {
      return "The memorisation test was not made for this archive.";
    }
    MemorisationVerdict told = verdict.get();
    String against = told.films() + " films against " + told.against() + " by " + told.features();
    return told.passes()
        ? "The memorisation test passed: " + against + "."
        : "The memorisation test FAILED ("
            + String.join("; ", told.reasons())
            + "): "
            + against
            + ". The archive was exported nevertheless, by name.";
  }
}
