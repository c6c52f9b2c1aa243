package ai.chestnut.spark;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;

/**
 * The folder of an archive on any file system that Hadoop knows. A file appears whole or not at
 * all: it is written beside its place under a name that no other attempt has, and moved there. Two
 * attempts may write one file, since both write the same bytes.
 */
final class ArchiveStore {

  private static final String PARTIAL = "_partial";
  private static final int MOST_TRIES = 10;

  private final org.apache.hadoop.fs.Path root;
  private final FileSystem files;
  private final FileContext names;

  private ArchiveStore(org.apache.hadoop.fs.Path root, FileSystem files, FileContext names) {
    this.root = root;
    this.files = files;
    this.names = names;
  }

  /** Opens the folder, which need not be there yet. */
  static ArchiveStore open(String place, Configuration hadoop) {
    try {
      URI uri = new org.apache.hadoop.fs.Path(place).toUri();
      URI whole = uri.getScheme() == null ? Path.of(place).toAbsolutePath().toUri() : uri;
      FileSystem files = FileSystem.get(whole, hadoop);
      files.setWriteChecksum(false); // no .crc files beside ours
      return new ArchiveStore(
          new org.apache.hadoop.fs.Path(whole), files, FileContext.getFileContext(whole, hadoop));
    } catch (IOException | IllegalArgumentException wrong) {
      throw trouble(place, "a folder that Hadoop can reach", wrong);
    }
  }

  boolean has(String name) {
    try {
      return files.exists(new org.apache.hadoop.fs.Path(root, name));
    } catch (IOException wrong) {
      throw trouble(root + "/" + name, "a place that can be looked at", wrong);
    }
  }

  /** Copies a local file to its place in the archive. */
  void put(Path local, String name, String attempt) {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(root, name);
    org.apache.hadoop.fs.Path partial =
        new org.apache.hadoop.fs.Path(root, PARTIAL + "/" + attempt + "/" + name);
    try {
      files.mkdirs(place.getParent());
      files.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(local.toUri()), partial);
      move(partial, place);
    } catch (IOException wrong) {
      throw trouble(place.toString(), "a file that can be written", wrong);
    }
  }

  /** Where another attempt is moving the same file there, it is tried again. */
  private void move(org.apache.hadoop.fs.Path partial, org.apache.hadoop.fs.Path place)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        names.rename(partial, place, Options.Rename.OVERWRITE);
        return;
      } catch (FileAlreadyExistsException quicker) {
        if (tries == MOST_TRIES) {
          throw quicker;
        }
      }
    }
  }

  /** Copies every file below a local folder, in the order of their names. */
  void putAll(Path folder, String name, String attempt) {
    for (Path file : below(folder)) {
      put(file, name + "/" + folder.relativize(file).toString().replace('\\', '/'), attempt);
    }
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = new ArrayList<>(all.filter(Files::isRegularFile).toList());
      found.sort(null);
      return found;
    } catch (IOException wrong) {
      throw trouble(folder.toString(), "a readable folder", wrong);
    }
  }

  /** Copies a file of the archive to a local one. */
  void fetch(String name, Path local) {
    try {
      files.copyToLocalFile(
          false,
          new org.apache.hadoop.fs.Path(root, name),
          new org.apache.hadoop.fs.Path(local.toUri()),
          true);
    } catch (IOException wrong) {
      throw trouble(root + "/" + name, "a readable file", wrong);
    }
  }

  /** Takes away what attempts have left. */
  void dropPartials(String attempt) {
    drop(PARTIAL + "/" + attempt);
  }

  /** Takes away what all attempts have left. */
  void dropPartials() {
    drop(PARTIAL);
  }

  /** Takes away a file or folder, if it is there. */
  void drop(String name) {
    try {
      files.delete(new org.apache.hadoop.fs.Path(root, name), true);
    } catch (IOException wrong) {
      throw trouble(root + "/" + name, "something that can be removed", wrong);
    }
  }

  private static FileException trouble(String place, String expected, Exception cause) {
    return FileException.at(
        "archive on Spark", place, String.valueOf(cause.getMessage()), expected, cause);
  }
}
