package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code archive.json}.
 *
 * @param synthetic always true
 * @param accepted how many of the studies the panel accepted
 * @param cells what became of each cell of the plan
 * @param splits studies in each split
 * @param families groups of studies of one person or of nearly equal films
 * @param files SHA-256 of the other files beside it
 */
@JsonPropertyOrder({
  "format",
  "name",
  "synthetic",
  "studies",
  "accepted",
  "cells",
  "splits",
  "families",
  "shards",
  "files"
})
public record ArchiveManifest(
    String format,
    String name,
    boolean synthetic,
    int studies,
    int accepted,
    List<CellYield> cells,
    SortedMap<String, Integer> splits,
    int families,
    List<ShardEntry> shards,
    SortedMap<String, String> files) {

  /**
   * One shard.
   *
   * @param first index of its first study
   * @param sha256 of its checksums.txt
   */
  @JsonPropertyOrder({"name", "first", "studies", "sha256"})
  public record ShardEntry(String name, int first, int studies, String sha256) {}

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // later versions add keys
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public ArchiveManifest {
    cells = List.copyOf(cells);
    shards = List.copyOf(shards);
  }

  /** As the file has it: keys in one order, LF. */
  String json() {
    return json(this);
  }

  static String json(Object value) {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    try {
      return MAPPER.writer(printer).writeValueAsString(value) + "\n";
    } catch (JacksonException impossible) {
      throw new IllegalArgumentException("a manifest that is no JSON", impossible);
    }
  }

  /**
   * Reads the manifest of a finished archive.
   *
   * @throws FileException if there is none, or it is damaged or of another format
   */
  public static ArchiveManifest read(Path archive) {
    Path file = archive.resolve(ArchiveFiles.MANIFEST);
    ArchiveManifest manifest;
    try {
      manifest = MAPPER.readValue(Files.readAllBytes(file), ArchiveManifest.class);
    } catch (JacksonException wrong) {
      throw new FileException("archive", file, wrong.getOriginalMessage(), "JSON", wrong);
    } catch (IOException wrong) {
      throw Trouble.reading(
          "archive",
          file,
          "the manifest of a finished archive; make one that is not finished again to go on",
          wrong);
    }
    if (!manifest.format().equals(ArchiveFiles.FORMAT)) {
      throw new FileException("archive", file, manifest.format(), ArchiveFiles.FORMAT);
    }
    return manifest;
  }
}
