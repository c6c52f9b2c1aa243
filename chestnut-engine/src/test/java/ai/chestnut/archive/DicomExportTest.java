package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.dicom.FilmKind;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomExportTest {

  @TempDir Path root;

  @Test
  void everyStudyIsAFolderOfObjectsThatGiveItsFilmBack() {
    Path folder = root.resolve("archive");
    Archives.write(folder, new Archives.Noise(), 1);
    Archive archive = Archive.open(folder);
    ExportOptions all =
        new ExportOptions(true, Optional.empty(), Optional.empty(), Optional.empty());
    Path out = root.resolve("dx");
    int written = new DicomExport(all).write(archive, out, false, Progress.SILENT);
    assertThat(written).isEqualTo(archive.size());
    for (PlanItem item : archive.items()) {
      DicomFilm film = DicomFilm.read(out.resolve(item.id()).resolve("film.dcm"));
      assertThat(film.synthetic()).isTrue();
      assertThat(Arrays.equals(film.film().unit(), archive.study(item).film().unit())).isTrue();
    }
    Path again = root.resolve("again");
    ArchiveExport.named("dicom", all).write(archive, again, false, Progress.SILENT);
    Map<String, String> first = Archives.files(out);
    assertThat(Archives.files(again)).isEqualTo(first);
    ExportOptions computed =
        new ExportOptions(true, Optional.empty(), Optional.empty(), Optional.empty(), FilmKind.CR);
    Path cr = root.resolve("cr");
    new DicomExport(computed).write(archive, cr, false, Progress.SILENT);
    assertThat(Archives.files(cr).keySet()).isEqualTo(first.keySet());
    assertThat(Archives.files(cr)).isNotEqualTo(first);
  }
}
