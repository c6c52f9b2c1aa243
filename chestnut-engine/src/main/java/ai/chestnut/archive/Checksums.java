package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code checksums.txt}: lines of 64 hexadecimal digits, two blanks and a path, sorted by path. */
final class Checksums {

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S.*)");

  private Checksums() {}

  static String write(SortedMap<String, String> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
    return text.toString();
  }

  /**
   * @throws FileException if it is missing, or a line is not as above
   */
  static SortedMap<String, String> read(Path file) {
    SortedMap<String, String> sums = new TreeMap<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || sums.put(parts.group(2), parts.group(1)) != null) {
          throw new FileException(
              "checksums, line " + number, file, "'" + line + "'", "SHA-256, two blanks, a path");
        }
      }
    } catch (IOException wrong) {
      throw Trouble.reading("checksums", file, "a readable text", wrong);
    }
    return sums;
  }

  /** The sums of a study that was just written or checked, by path within its shard. */
  static SortedMap<String, String> of(Path folder, StudyFile study) {
    String id = study.study().id() + "/";
    SortedMap<String, String> sums = new TreeMap<>();
    study.files().forEach((file, sum) -> sums.put(id + file, sum));
    sums.put(id + StudyFolder.DOCUMENT, Sha256.of(folder.resolve(StudyFolder.DOCUMENT)));
    return sums;
  }
}
