package ai.chestnut.authoring;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Answers that were paid for: one UTF-8 text file for each question, named by its SHA-256.
 *
 * @param folder made when the first answer is kept
 */
record AnswerCache(Path folder) {

  Optional<String> answer(String question) {
    Path file = file(question);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new FileException(
          "cached answer", file, String.valueOf(e.getMessage()), "UTF-8 text", e);
    }
  }

  void keep(String question, String answer) {
    Path file = file(question);
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "answer", ".part");
      Files.writeString(part, answer, StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FileException(
          "folder of answers", folder, String.valueOf(e.getMessage()), "a writable folder", e);
    }
  }

  private Path file(String question) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest) + ".txt");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
