package ai.chestnut.spark;

import ai.chestnut.archive.ArchiveManifest;
import ai.chestnut.archive.FilmSignature;
import ai.chestnut.failure.FileException;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What the archive's lists need of a shard, put beside it until the archive is finished: its row in
 * the manifest with the signatures of its films, and the documents of its studies. The first is
 * written last: with it the shard is whole.
 */
final class StagedShard {

  /** Folder of what is staged, within the archive. */
  static final String FOLDER = "_begun";

  private static final int WORDS = FilmSignature.BITS / Long.SIZE;

  private StagedShard() {}

  static String seal(int number) {
    return FOLDER + "/" + number + ".shard";
  }

  static String documents(int number) {
    return FOLDER + "/" + number + ".zip";
  }

  /** Writes row and signatures to a local file. */
  static void writeSeal(Path file, ArchiveProduction.Shard shard) {
    try (OutputStream bytes = Files.newOutputStream(file);
        DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(bytes))) {
      ArchiveManifest.ShardEntry entry = shard.entry();
      out.writeUTF(entry.name());
      out.writeInt(entry.first());
      out.writeInt(entry.studies());
      out.writeUTF(entry.sha256());
      for (FilmSignature signature : shard.signatures()) {
        for (long word : signature.words()) {
          out.writeLong(word);
        }
      }
    } catch (IOException wrong) {
      throw trouble(file, wrong);
    }
  }

  /** Reads what {@link #writeSeal} wrote. */
  static ArchiveProduction.Shard readSeal(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(bytes))) {
      ArchiveManifest.ShardEntry entry =
          new ArchiveManifest.ShardEntry(in.readUTF(), in.readInt(), in.readInt(), in.readUTF());
      List<FilmSignature> signatures = new ArrayList<>();
      for (int study = 0; study < entry.studies(); study++) {
        long[] words = new long[WORDS];
        for (int word = 0; word < WORDS; word++) {
          words[word] = in.readLong();
        }
        signatures.add(FilmSignature.ofWords(words));
      }
      return new ArchiveProduction.Shard(entry, signatures);
    } catch (IOException wrong) {
      throw trouble(file, wrong);
    }
  }

  /** Packs the documents of the studies below a shard's local folder. */
  static void writeDocuments(Path file, Path shard, List<String> ids) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String id : ids) {
        ZipEntry entry = new ZipEntry(id);
        entry.setTime(0); // so that the same studies give the same bytes
        zip.putNextEntry(entry);
        Files.copy(shard.resolve(id).resolve(StudyFolder.DOCUMENT), zip);
        zip.closeEntry();
      }
    } catch (IOException wrong) {
      throw trouble(file, wrong);
    }
  }

  /**
   * Reads a study's document from a local copy of what {@link #writeDocuments} wrote.
   *
   * @param scratch a local folder that may be written to
   */
  static StudyFile readDocument(Path file, String id, Path scratch) {
    Path folder = scratch.resolve(id);
    Path document = folder.resolve(StudyFolder.DOCUMENT);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Files.createDirectories(folder);
      ZipEntry entry = zip.getEntry(id);
      if (entry == null) {
        throw new FileException("staged documents", file, "no " + id, "the shard's studies");
      }
      try (InputStream bytes = zip.getInputStream(entry)) {
        Files.copy(bytes, document);
      }
      StudyFile study = StudyFolder.readDocument(folder);
      Files.delete(document);
      Files.delete(folder);
      return study;
    } catch (IOException wrong) {
      throw trouble(file, wrong);
    }
  }

  private static FileException trouble(Path file, IOException wrong) {
    return new FileException(
        "staged shard", file, String.valueOf(wrong.getMessage()), "a file of this format", wrong);
  }
}
