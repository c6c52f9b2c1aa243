package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilmFilesTest {

  @TempDir private Path folder;

  @Test
  void filmsAreFoundInImageFoldersAndStudyFolders() throws IOException {
    Path plain = Files.createDirectories(folder.resolve("plain"));
    Path second = film(plain.resolve("film-2.png"));
    Path first = film(plain.resolve("film-1.png"));
    Files.writeString(folder.resolve("plain/notes.txt"), "not a film");
    assertThat(FilmFiles.in(plain, Optional.empty())).containsExactly(first, second);
    Path study = Files.createDirectories(folder.resolve("studies/000000"));
    Files.copy(first, study.resolve("radiograph.png"));
    assertThat(FilmFiles.in(folder.resolve("studies"), Optional.empty()))
        .containsExactly(study.resolve("radiograph.png"));
  }

  @Test
  void placesWithoutFilmsAreRefused() {
    assertThatThrownBy(() -> FilmFiles.in(folder.resolve("nowhere"), Optional.empty()))
        .isInstanceOf(FileException.class);
    assertThatThrownBy(() -> FilmFiles.in(folder, Optional.empty()))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("none");
  }

  private static Path film(Path file) {
    RadiographFiles.write(Radiograph.ofUnit(32, 32, 8, new float[32 * 32]), file, Map.of());
    return file;
  }
}
