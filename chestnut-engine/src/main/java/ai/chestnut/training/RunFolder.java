package ai.chestnut.training;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The files of one training run: {@code recipe.toml} (resolved), {@code log.csv}, {@code
 * checkpoint.safetensors} (everything an exact resume needs), {@code best.safetensors} (the average
 * at the lowest held-out loss), {@code latest.safetensors} (the average now) and {@code
 * preview-<step>.png}.
 */
record RunFolder(Path path) {

  static RunFolder open(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException unwritable) {
      throw new FileException(
          "run folder",
          path,
          String.valueOf(unwritable.getMessage()),
          "a writable folder",
          unwritable);
    }
    return new RunFolder(path);
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  Path best() {
    return path.resolve("best.safetensors");
  }

  Path latest() {
    return path.resolve("latest.safetensors");
  }

  Path preview(long step) {
    return path.resolve(String.format(Locale.ROOT, "preview-%07d.png", step));
  }

  void recipe(String toml) {
    write(path.resolve("recipe.toml"), toml);
  }

  /** Appends a line to {@code log.csv}, with the header first where the file is new. */
  void log(
      long step,
      double loss,
      double rivalLoss,
      double norm,
      double rate,
      double perSecond,
      String heldOut) {
    Path file = path.resolve("log.csv");
    String header =
        Files.exists(file)
            ? ""
            : "step,loss,rival_loss,gradient_norm,rate,steps_per_second,held_out\n";
    String row =
        String.format(
            Locale.ROOT,
            "%d,%.6f,%.6f,%.4f,%.3g,%.3f,%s%n",
            step,
            loss,
            rivalLoss,
            norm,
            rate,
            perSecond,
            heldOut);
    write(file, header + row);
  }

  /**
   * Appends a line to a table of the run, with the header first where the file is new.
   *
   * @param name such as {@code growth.csv}
   * @param format of the row's values
   */
  void row(String name, String header, String format, Object... values) {
    Path file = path.resolve(name);
    String first = Files.exists(file) ? "" : header + "\n";
    write(file, first + String.format(Locale.ROOT, format, values) + "\n");
  }

  private static void write(Path file, String text) {
    try {
      if (file.toString().endsWith(".csv")) {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        Files.writeString(file, text);
      }
    } catch (IOException unwritable) {
      throw new FileException(
          "run file",
          file,
          String.valueOf(unwritable.getMessage()),
          "a writable place",
          unwritable);
    }
  }
}
