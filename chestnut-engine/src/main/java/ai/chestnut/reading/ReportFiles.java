package ai.chestnut.reading;

import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The report of a reader study on disk: {@code report.html}, {@code report.json}, {@code
 * study.imrmc} and {@code answers.csv}. Equal answers give equal bytes.
 */
public final class ReportFiles {

  /** The page for people. */
  public static final String PAGE = "report.html";

  private ReportFiles() {}

  /** Counts the answers and writes the files. */
  public static ReaderReport write(ReaderStudy study, Path out) {
    try {
      Files.createDirectories(out);
    } catch (IOException wrong) {
      throw Trouble.writing(out, wrong);
    }
    ReaderReport report = ReaderReport.of(study);
    AtomicFile.write(out.resolve("report.json"), StudyJson.pretty(report));
    AtomicFile.write(out.resolve("study.imrmc"), Imrmc.of(study));
    AtomicFile.write(out.resolve("answers.csv"), AnswerTable.of(study));
    AtomicFile.write(out.resolve(PAGE), page(report));
    return report;
  }

  /** The page alone. */
  public static String page(ReaderReport report) {
    return ReportPage.html(report);
  }
}
