package ai.chestnut.models.compvis;

import ai.chestnut.failure.FileException;
import ai.chestnut.tensor.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Somebody else's file of named arrays; one array is read at a time, for such files are large. */
public interface Checkpoint extends AutoCloseable {

  /** Names of all arrays, in the order of the file. */
  Set<String> names();

  /**
   * Reads one array as float32.
   *
   * @throws FileException if the file is damaged there
   */
  WeightFile.Entry entry(String name);

  @Override
  void close();

  /**
   * Opens a file by what it begins with: a zip is a PyTorch checkpoint, anything else safetensors.
   *
   * @throws FileException if it is neither, or names programs that it wants to be run
   */
  static Checkpoint open(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
      boolean pickle = start.length == 2 && start[0] == (byte) 0x80;
      if (pickle) {
        throw new FileException(
            "checkpoint",
            file,
            "a bare pickle, as PyTorch wrote before 1.6",
            "a zip checkpoint or safetensors; load and save it with a newer PyTorch");
      }
      return zip ? TorchCheckpoint.open(file) : SafetensorsCheckpoint.open(file);
    } catch (NoSuchFileException missing) {
      throw new FileException("checkpoint", file, "nothing there", "a checkpoint", missing);
    } catch (IOException unreadable) {
      throw new FileException(
          "checkpoint",
          file,
          String.valueOf(unreadable.getMessage()),
          "a readable file",
          unreadable);
    }
  }
}
