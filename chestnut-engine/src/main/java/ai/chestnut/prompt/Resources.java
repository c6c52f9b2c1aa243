package ai.chestnut.prompt;

import ai.chestnut.failure.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of words that lie beside the classes. */
final class Resources {

  private Resources() {}

  /** The lines of a table, without comments and empty lines. */
  static List<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DefectException("resource " + name + ": got nothing, expected a table of words");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new DefectException("resource " + name + ": cannot be read", e);
    }
  }
}
