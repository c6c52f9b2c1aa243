package ai.chestnut.dataset;

import ai.chestnut.failure.FileException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Turns a collection into a manifest folder. */
public final class Import {

  private Import() {}

  /**
   * Reads the source, holds that every image it names is there, and writes the folder: whole or not
   * at all.
   *
   * @param source the collection's folder
   * @param out the manifest's folder; absent or empty, unless {@code overwrite}, which replaces it
   *     if it holds a manifest
   * @throws FileException if something is missing, unreadable or unwritable, naming the row
   */
  public static ImportSummary run(
      Importer importer, Path source, Path out, boolean overwrite, Progress progress) {
    Staging.requireFree(out, overwrite);
    requireReplaceable(out);
    if (!Files.isDirectory(source)) {
      throw new FileException("collection", source, "no folder there", "a folder");
    }
    Collected collected = importer.collect(source);
    if (collected.found().isEmpty()) {
      throw new FileException(
          "collection", source, "no row to take" + reasons(collected), "at least one film");
    }
    try (Staging staging = Staging.of(out)) {
      List<ManifestRow> rows = new ArrayList<>();
      for (Collected.Found found : collected.found()) {
        rows.add(
            moved(
                found,
                collected,
                (thing, file) ->
                    importer.copies()
                        ? copied(found, thing, source, file, staging.folder())
                        : referred(found, thing, source, file, out)));
        progress.advance(Step.of("importing", rows.size(), collected.found().size()));
      }
      ManifestWriter.write(new Manifest(staging.folder(), rows));
      staging.commit();
    }
    return new ImportSummary(collected.found().size(), collected.leftOut());
  }

  /** Where a file of a row is, seen from the manifest's folder. */
  @FunctionalInterface
  private interface Mover {
    String move(String thing, String file);
  }

  private static ManifestRow moved(Collected.Found found, Collected collected, Mover mover) {
    ManifestRow row = found.row();
    UnaryOperator<String> mask = file -> mover.move("mask", file);
    Map<String, String> extra = new LinkedHashMap<>(row.origin().extra());
    for (String column : collected.fileColumns()) {
      extra.computeIfPresent(
          column, (name, file) -> file.isEmpty() ? file : mover.move(name, file));
    }
    return row.withFile(mover.move("file", row.file()))
        .withMasks(row.masks().withPaths(mask))
        .withOrigin(new Origin(row.source(), row.licence(), extra));
  }

  private static String copied(
      Collected.Found found, String thing, Path source, String file, Path folder) {
    Path from = checked(found, thing, source, file);
    Path to = folder.resolve(file).normalize();
    if (!to.startsWith(folder)) {
      throw new FileException(
          place(found, thing), found.table(), "'" + file + "'", "a path inside the collection");
    }
    try {
      byte[] bytes = Files.readAllBytes(from);
      Files.createDirectories(to.resolveSibling(""));
      AtomicFile.write(to, bytes);
    } catch (IOException wrong) {
      throw Trouble.writing(to, wrong);
    }
    return file;
  }

  private static String referred(
      Collected.Found found, String thing, Path source, String file, Path out) {
    Path from = checked(found, thing, source, file).toAbsolutePath().normalize();
    try {
      return out.toAbsolutePath().normalize().relativize(from).toString().replace('\\', '/');
    } catch (IllegalArgumentException otherDrive) {
      throw new FileException(
          "output folder", out, "another drive than " + source, "the collection's", otherDrive);
    }
  }

  private static Path checked(Collected.Found found, String thing, Path source, String file) {
    Path image;
    try {
      image = source.resolve(file);
    } catch (InvalidPathException wrong) {
      throw new FileException(place(found, thing), found.table(), "'" + file + "'", "a path");
    }
    FilmFile.require(image, found.table(), place(found, thing));
    return image;
  }

  private static String place(Collected.Found found, String thing) {
    return found.place() + ", " + thing;
  }

  private static String reasons(Collected collected) {
    return collected.leftOut().isEmpty() ? "" : " (left out: " + collected.leftOut() + ")";
  }

  /** Overwriting removes a whole folder, so it must be one that an import made. */
  private static void requireReplaceable(Path out) {
    try {
      Staging.requireFree(out, false);
    } catch (FileException filled) {
      if (!Files.isRegularFile(out.resolve(Manifest.FILE_NAME))) {
        throw new FileException(
            "output folder", out, "other files than a manifest's", "an empty folder", filled);
      }
    }
  }
}
