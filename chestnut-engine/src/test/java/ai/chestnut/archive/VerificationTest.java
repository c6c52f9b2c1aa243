package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.production.Rerender;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

  @TempDir Path root;
  private Path archive = Path.of("");

  @BeforeEach
  void write() {
    archive = root.resolve("archive");
    Archives.write(archive, new Archives.Noise(), 2);
  }

  private List<ArchiveDefect> check() {
    return Verification.check(archive, Progress.SILENT);
  }

  @Test
  void oneAlteredOrMissingByteOfAnyFileIsFoundAndNamed() throws IOException {
    RandomStream where = RandomStream.of(11, 0, "tampering");
    for (Map.Entry<String, String> each : Archives.files(archive).entrySet()) {
      Path file = archive.resolve(each.getKey());
      byte[] bytes = each.getValue().getBytes(StandardCharsets.ISO_8859_1);
      byte[] altered = bytes.clone();
      altered[where.nextInt(bytes.length)] ^= 1;
      Files.write(file, altered);
      assertFound(each.getKey());
      Files.delete(file);
      assertFound(each.getKey());
      Files.write(file, bytes);
    }
    assertThat(check()).isEmpty();
  }

  /** By name among the defects, or by the exception where the archive cannot be opened at all. */
  private void assertFound(String file) {
    try {
      List<ArchiveDefect> defects = check();
      if (file.equals("archive.json")) { // a changed key or number shows elsewhere too
        assertThat(defects).isNotEmpty();
      } else {
        assertThat(defects).extracting(ArchiveDefect::file).contains(file);
      }
    } catch (FileException cannotOpen) {
      assertThat(file).isIn("archive.json", "plan.toml");
      assertThat(cannotOpen).hasMessageContaining(file);
    }
  }

  @Test
  void everyDefectIsListed() throws IOException {
    Files.delete(archive.resolve("shard-00000/000001/overlay.png"));
    Files.writeString(archive.resolve("shard-00001/note.txt"), "x");
    Files.writeString(archive.resolve("index.csv"), "id\n");
    Files.writeString(archive.resolve("README"), "x");
    assertThat(check())
        .extracting(ArchiveDefect::file)
        .containsExactlyInAnyOrder(
            "index.csv", "shard-00000/000001/overlay.png", "shard-00001/note.txt", "README");
  }

  @Test
  void anUnfinishedArchiveIsToldApart() throws IOException {
    Files.delete(archive.resolve("archive.json"));
    assertThatThrownBy(this::check)
        .isInstanceOf(FileException.class)
        .hasMessageContaining("archive.json")
        .hasMessageContaining("finished");
    assertThatThrownBy(() -> Verification.check(root.resolve("none"), Progress.SILENT))
        .isInstanceOf(FileException.class);
  }

  @Test
  void makingStudiesAgainGivesTheirBytes() {
    Archive open = Archive.open(archive);
    assertThat(Rerender.check(open, new Archives.Noise(), 4, root.resolve("scratch"))).isEmpty();
    assertThat(root.resolve("scratch")).doesNotExist();
    ArchiveSource other =
        new Archives.Noise() {
          @Override
          public ai.chestnut.study.StudyBundle attempt(PlanItem item, int attempt) {
            ai.chestnut.study.StudyBundle right = super.attempt(item, attempt);
            return ai.chestnut.study.StudyBundle.of(
                right.study(), right.film().resized(15, 16).resized(16, 16));
          }
        };
    assertThat(Rerender.check(open, other, 3, root.resolve("scratch")))
        .hasSize(9) // film, overlay and study.json of each
        .allMatch(defect -> defect.file().startsWith("shard-0000"));
  }

  @Test
  void theExportHasEveryStudyAndReadsBack() throws IOException {
    Path out = root.resolve("csv");
    int written =
        ArchiveExport.named("csv").write(Archive.open(archive), out, false, Progress.SILENT);
    assertThat(written).isEqualTo(10);
    String text = Files.readString(out.resolve("labels.csv"));
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new java.io.StringReader(text))
            .getRecords();
    assertThat(rows).hasSize(10);
    assertThat(rows.get(3).get("id")).isEqualTo("000003");
    assertThat(rows.get(3).get("report")).isEqualTo("Report 3, \"so\".");
    assertThat(rows.get(3).get("Cardiomegaly")).isEqualTo("1");
    assertThat(rows.get(3).get("Edema_probability")).isEmpty();
    assertThat(rows.get(7).get("No Finding")).isEqualTo("1");
    assertThat(archive.resolve(rows.get(7).get("file"))).exists();
    assertThat(rows.get(7).get("sha256"))
        .isEqualTo(ai.chestnut.storage.Sha256.of(archive.resolve(rows.get(7).get("file"))));
    assertThatThrownBy(
            () ->
                ArchiveExport.named("csv")
                    .write(Archive.open(archive), out, false, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("--overwrite");
  }

  @Test
  void whatEvaluateWroteBesideItIsNoDefect() throws IOException {
    Path evaluation = Files.createDirectory(Archive.open(archive).evaluation());
    Files.writeString(evaluation.resolve("scorecard.json"), "{}");
    assertThat(check()).isEmpty();
    Files.writeString(archive.resolve("notes.txt"), "mine");
    assertFound("notes.txt");
  }

  @Test
  void noExportPassesADamagedFilmOn() throws IOException {
    Path film = archive.resolve("shard-00001/000006/radiograph.png");
    byte[] bytes = Files.readAllBytes(film);
    bytes[bytes.length / 2] ^= 1;
    Files.write(film, bytes);
    for (String format : List.of("coco", "webdataset", "parquet")) {
      assertThatThrownBy(
              () ->
                  ArchiveExport.named(format)
                      .write(Archive.open(archive), root.resolve(format), false, Progress.SILENT))
          .isInstanceOf(FileException.class)
          .hasMessageContaining(film.toString());
      assertThat(root.resolve(format).resolve("README.md")).doesNotExist();
    }
  }
}
