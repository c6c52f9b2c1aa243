package ai.chestnut.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

  @TempDir Path root;

  @Test
  void aFileIsReplacedWholeOrKept() throws IOException {
    Path file = root.resolve("a.txt");
    AtomicFile.write(file, "one");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('x');
                      throw new FileSystemException("a", "b", "No space left on device");
                    }))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("No space left on device");
    assertThat(file).hasContent("one");
    AtomicFile.write(file, "two");
    assertThat(file).hasContent("two");
    assertOnly("a.txt");
  }

  @Test
  void aMissingFolderIsToldAndNothingIsLeft() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(root.resolve("no/a.txt"), "x"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
    assertOnly();
  }

  @Test
  void aFolderAppearsWholeOrNotAtAll() throws IOException {
    Path target = root.resolve("study");
    try (Staging staging = Staging.of(target)) {
      Files.writeString(staging.folder().resolve("a"), "x");
      assertThat(AtomicFile.isPartial(staging.folder())).isTrue();
    }
    assertOnly();
    for (String content : new String[] {"one", "two"}) {
      try (Staging staging = Staging.of(target)) {
        Files.writeString(staging.folder().resolve(content), content);
        staging.commit();
      }
    }
    assertOnly("study");
    assertThat(target.resolve("two")).hasContent("two");
    assertThat(target.resolve("one")).doesNotExist();
    Staging.remove(target);
    assertOnly();
  }

  @Test
  void sumsAreThoseOfTheStandard() throws IOException {
    // FIPS 180-4 example: SHA-256("abc")
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Sha256.of("abc")).isEqualTo(abc);
    assertThat(Sha256.of(Files.writeString(root.resolve("abc"), "abc"))).isEqualTo(abc);
    assertThatThrownBy(() -> Sha256.of(root.resolve("none"))).isInstanceOf(FileException.class);
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }
}
