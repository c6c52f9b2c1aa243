package ai.chestnut.storage;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder under construction. It is filled beside its target and appears there in one step, or,
 * when the work fails, not at all:
 *
 * <pre>{@code
 * try (Staging staging = Staging.of(target)) {
 *   ... write below staging.folder() ...
 *   staging.commit();
 * }
 * }</pre>
 */
public final class Staging implements AutoCloseable {

  private final Path target;
  private final Path folder;

  private Staging(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /**
   * Opens an empty folder beside the target; missing parents are made.
   *
   * @throws FileException if the parent cannot be made or written
   */
  public static Staging of(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path folder = AtomicFile.partial(absolute);
    try {
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(target, wrong);
    }
    return new Staging(absolute, folder);
  }

  /** Where to write for now. */
  public Path folder() {
    return folder;
  }

  /** Moves the folder to its target in one step; a folder that stands there is replaced whole. */
  public void commit() {
    Path old = AtomicFile.partial(target);
    try {
      if (Files.exists(target)) {
        Files.move(target, old);
      }
      Files.move(folder, target);
      Trouble.delete(old);
    } catch (IOException wrong) {
      restore(old);
      throw Trouble.writing(target, wrong);
    }
  }

  private void restore(Path old) {
    try {
      if (Files.exists(old) && !Files.exists(target)) {
        Files.move(old, target);
      }
    } catch (IOException left) {
      // the old content stays under its partial name; the failure that brought us here is reported
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    Trouble.deleteQuietly(folder);
  }

  /**
   * Removes a finished folder with all it holds.
   *
   * @throws FileException if that is not allowed
   */
  public static void remove(Path folder) {
    Path old = AtomicFile.partial(folder);
    try {
      Files.move(folder, old); // gone in one step, whatever happens while it is emptied
      Trouble.delete(old);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }

  /**
   * Holds the rule for every output folder: it must be absent or empty, unless overwriting was
   * asked for.
   *
   * @throws FileException if it holds something and {@code overwrite} is false, or is a file
   */
  public static void requireFree(Path out, boolean overwrite) {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new FileException("output folder", out, "a file", "a folder");
    }
    if (overwrite) {
      return;
    }
    try (Stream<Path> content = Files.list(out)) {
      if (content.findAny().isPresent()) {
        throw new FileException(
            "output folder", out, "a folder that is not empty", "an empty one, or --overwrite");
      }
    } catch (IOException wrong) {
      throw Trouble.reading("output folder", out, "a readable folder", wrong);
    }
  }
}
