package ai.chestnut.server.api;

import ai.chestnut.dicom.DicomInstance;
import ai.chestnut.dicom.StudyDicom;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Problem;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Hands out the files of a study's folder: those that its document names, and nothing else. */
final class StudyFiles {

  private StudyFiles() {}

  /** The folder of a study, which must be there. */
  static Path folder(Path studies, String study) {
    Path folder = studies.resolve(study);
    if (!study.matches("[0-9]{6,9}")
        || !Files.isRegularFile(folder.resolve(StudyFolder.DOCUMENT))) {
      throw Problem.notFound("study");
    }
    return folder;
  }

  /** One file. */
  static void send(Exchange exchange, Path folder, String name) throws IOException {
    if (name.equals(StudyFolder.DOCUMENT)) {
      exchange.file(folder.resolve(name), "application/json");
      return;
    }
    if (!StudyFolder.readDocument(folder).files().containsKey(name)) {
      throw Problem.notFound("file");
    }
    exchange.with("Cache-Control", "private, max-age=3600");
    exchange.file(folder.resolve(name), name.endsWith(".png") ? "image/png" : "text/plain");
  }

  /** The whole study in one file: its folder, or its DICOM objects. */
  static void download(Exchange exchange, Path folder, String job) throws IOException {
    String format = exchange.query("format").orElse("zip");
    StudyFile document = StudyFolder.readDocument(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      switch (format) {
        case "zip" -> {
          List<String> names = new ArrayList<>(document.files().keySet());
          names.add(StudyFolder.DOCUMENT);
          for (String name : names) {
            add(zip, document.study().id() + "/" + name, Files.readAllBytes(folder.resolve(name)));
          }
        }
        case "dicom" -> {
          for (DicomInstance each : StudyDicom.of(job).instances(StudyFolder.read(folder))) {
            add(zip, document.study().id() + "/" + each.name(), each.file());
          }
        }
        default -> throw Problem.badRequest("format: expected zip or dicom");
      }
    }
    exchange.with(
        "Content-Disposition",
        "attachment; filename=\"" + job + "-" + document.study().id() + "-" + format + ".zip\"");
    exchange.bytes(200, "application/zip", bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(315_532_800_000L); // 1980: the same bytes whenever it is asked for
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
