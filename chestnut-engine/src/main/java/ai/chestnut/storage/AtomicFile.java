package ai.chestnut.storage;

import ai.chestnut.failure.FileException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file is written whole or not at all: the bytes go to a sibling named {@code .NAME.*.partial},
 * which is then moved over the target in one step. Whatever goes wrong, the target keeps its old
 * content and the sibling is removed.
 */
public final class AtomicFile {

  private static final AtomicLong NEXT = new AtomicLong();

  private AtomicFile() {}

  /** What fills the file. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What fills a file that it opens itself. */
  @FunctionalInterface
  public interface Filler {
    void write(Path partial) throws IOException;
  }

  /** Writes text as UTF-8. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes. */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes what the body gives.
   *
   * @throws FileException if the folder is missing or not writable, or the disk is full
   */
  public static void write(Path file, Body body) {
    Path partial = partial(file);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        body.writeTo(out);
      }
      move(partial, file);
    } catch (IOException wrong) {
      throw Trouble.writing(file, wrong);
    } finally {
      Trouble.deleteQuietly(partial);
    }
  }

  /**
   * Lets a library that wants a path write the file.
   *
   * @throws FileException as {@link #write}
   */
  public static void fill(Path file, Filler filler) {
    Path partial = partial(file);
    try {
      filler.write(partial);
      move(partial, file);
    } catch (IOException wrong) {
      throw Trouble.writing(file, wrong);
    } finally {
      Trouble.deleteQuietly(partial);
    }
  }

  /** A free sibling name for a partial file or folder; unique within and between processes. */
  static Path partial(Path target) {
    Path name = target.toAbsolutePath().getFileName();
    String unique = ProcessHandle.current().pid() + "-" + NEXT.getAndIncrement();
    return target.resolveSibling("." + name + "." + unique + ".partial");
  }

  /** Whether this is the name of something that was never finished. */
  public static boolean isPartial(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(".partial");
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
