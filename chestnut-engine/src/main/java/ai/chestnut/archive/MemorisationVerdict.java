package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the memorisation test says of a set of synthetic films: whether they may leave the house.
 * Evaluation writes it as {@value #FILE_NAME}; an export reads it.
 *
 * @param format {@value #FORMAT}
 * @param passes whether nothing speaks for copied training films
 * @param archive SHA-256 of the tested archive's {@code archive.json}; empty for films that are no
 *     archive
 * @param films how many synthetic films were tested
 * @param against the training films they were held against: their bank or manifest, and how many
 * @param features the space in which films were compared
 * @param reasons what speaks for copies, in words with numbers; empty exactly if it passes
 */
@JsonPropertyOrder({"format", "passes", "archive", "films", "against", "features", "reasons"})
public record MemorisationVerdict(
    String format,
    boolean passes,
    String archive,
    int films,
    String against,
    String features,
    List<String> reasons) {

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-memorisation/1";

  /** The file's usual name. */
  public static final String FILE_NAME = "memorisation.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public MemorisationVerdict {
    reasons = List.copyOf(reasons);
    if (passes != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "memorisation verdict: got passes "
              + passes
              + " with "
              + reasons
              + ", expected a reason"
              + " exactly where it fails");
    }
    if (films < 1) {
      throw new IllegalArgumentException(
          "memorisation verdict: got " + films + " films, expected at least 1");
    }
  }

  /** The verdict that follows from the reasons against the films. */
  public static MemorisationVerdict of(
      String archive, int films, String against, String features, List<String> reasons) {
    return new MemorisationVerdict(
        FORMAT, reasons.isEmpty(), archive, films, against, features, reasons);
  }

  /** What {@link #archive} is for an archive: its manifest holds the checksums of all else. */
  public static String identity(Path archive) {
    return Sha256.of(archive.resolve(ArchiveFiles.MANIFEST));
  }

  /** Whether this archive, byte for byte, is what was tested. */
  public boolean isOf(Archive tested) {
    return archive.equals(identity(tested.folder()));
  }

  /** Writes the file, UTF-8, keys in one order. */
  public void write(Path file) {
    AtomicFile.write(file, ArchiveManifest.json(this));
  }

  /**
   * Reads a verdict.
   *
   * @throws FileException if there is none, or it contradicts itself or is of another format
   */
  public static MemorisationVerdict read(Path file) {
    MemorisationVerdict verdict;
    try {
      verdict = MAPPER.readValue(Files.readAllBytes(file), MemorisationVerdict.class);
    } catch (JacksonException wrong) {
      throw new FileException(
          "memorisation verdict", file, wrong.getOriginalMessage(), FORMAT, wrong);
    } catch (IOException wrong) {
      throw Trouble.reading("memorisation verdict", file, "what evaluate wrote", wrong);
    }
    if (!verdict.format().equals(FORMAT)) {
      throw new FileException("memorisation verdict", file, verdict.format(), FORMAT);
    }
    return verdict;
  }
}
