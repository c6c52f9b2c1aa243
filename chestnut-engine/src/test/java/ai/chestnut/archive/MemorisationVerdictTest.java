package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemorisationVerdictTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() {
    MemorisationVerdict clean =
        MemorisationVerdict.of("", 300, "bank of 857 films", "pixels-16", List.of());
    MemorisationVerdict copied =
        MemorisationVerdict.of("ab", 300, "bank", "pixels-16", List.of("12 copies"));
    for (MemorisationVerdict verdict : List.of(clean, copied)) {
      Path file = folder.resolve(MemorisationVerdict.FILE_NAME);
      verdict.write(file);
      assertThat(MemorisationVerdict.read(file)).isEqualTo(verdict);
    }
    assertThat(clean.passes()).isTrue();
    assertThat(copied.passes()).isFalse();
  }

  @Test
  void aVerdictBelongsToOneArchiveByteForByte() throws IOException {
    Path manifest = folder.resolve("archive.json");
    Files.writeString(manifest, "{}");
    String before = MemorisationVerdict.identity(folder);
    Files.writeString(manifest, "{ }");
    assertThat(MemorisationVerdict.identity(folder)).isNotEqualTo(before);
  }

  @Test
  void aFileThatContradictsItselfIsRefused() throws IOException {
    Path file = folder.resolve("turned.json");
    MemorisationVerdict.of("", 3, "bank", "pixels-16", List.of("copies")).write(file);
    Files.writeString(file, Files.readString(file).replace("false", "true"));
    assertThatThrownBy(() -> MemorisationVerdict.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("turned.json");
    Files.writeString(file, "{\"format\": \"other/1\"}");
    assertThatThrownBy(() -> MemorisationVerdict.read(file)).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> MemorisationVerdict.read(folder.resolve("none.json")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
  }
}
