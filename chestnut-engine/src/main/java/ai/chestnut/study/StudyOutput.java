package ai.chestnut.study;

import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The folder that a request fills: study folders and {@code index.csv}. A study that was added
 * stays whatever happens after it; the index is written when the output is closed.
 */
public final class StudyOutput implements AutoCloseable {

  private final Path out;
  private final boolean overwrite;
  private final Map<String, IndexRow> rows = new ConcurrentSkipListMap<>();

  private StudyOutput(Path out, boolean overwrite) {
    this.out = out;
    this.overwrite = overwrite;
  }

  /**
   * Makes the folder if need be and holds that it can be written.
   *
   * @throws ai.chestnut.failure.FileException if it holds something and {@code overwrite} is false,
   *     is a file, or cannot be written
   */
  public static StudyOutput open(Path out, boolean overwrite) {
    Staging.requireFree(out, overwrite);
    Staging.of(out.resolve(IndexCsv.FILE_NAME)).close(); // tries to write before hours of work
    return new StudyOutput(out, overwrite);
  }

  /** Writes one study; may be called from several threads. */
  public StudyFile add(StudyBundle bundle) {
    StudyFile file = StudyFolder.write(out, bundle);
    rows.put(bundle.study().id(), IndexRow.of(file));
    return file;
  }

  /** The folder of a study. */
  public Path folder(StudyFile file) {
    return out.resolve(file.study().id());
  }

  /** Writes the index of what was added; older studies that were to be overwritten go. */
  @Override
  public void close() {
    if (rows.isEmpty()) {
      return;
    }
    IndexCsv.write(out.resolve(IndexCsv.FILE_NAME), List.copyOf(rows.values()));
    if (overwrite) {
      removeOlder();
    }
  }

  private void removeOlder() {
    try (Stream<Path> folders = Files.list(out)) {
      for (Path folder : folders.filter(this::isOlderStudy).toList()) {
        Staging.remove(folder);
      }
    } catch (IOException wrong) {
      throw Trouble.writing(out, wrong);
    }
  }

  private boolean isOlderStudy(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.matches("[0-9]{6,9}")
        && !rows.containsKey(name)
        && Files.isRegularFile(folder.resolve(StudyFolder.DOCUMENT));
  }
}
