package ai.chestnut.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyOutputTest {

  @TempDir Path root;

  @Test
  void theIndexHasOneRowPerStudyInTheOrderOfIds() throws IOException {
    Path out = root.resolve("deep/out");
    try (StudyOutput output = StudyOutput.open(out, false)) {
      output.add(Studies.full(2));
      output.add(Studies.bare(0));
    }
    List<String> lines = Files.readAllLines(out.resolve("index.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("id,method,prompt,Atelectasis,Cardiomegaly,")
        .endsWith(",Bacterial Pneumonia,accepted,seed,sha256");
    assertThat(lines.get(1)).startsWith("000000,text,\"Left effusion, \"\"small\"\"; flumox.\",,");
    assertThat(lines.get(2)).startsWith("000002,aurad,").contains(",false,-9223372036854775808,");
    assertThat(lines.get(1)).endsWith(Sha256.of(out.resolve("000000/radiograph.png")));
  }

  @Test
  void manyThreadsGiveTheSameIndex() throws IOException {
    for (String name : List.of("one", "many")) {
      IntStream indices = IntStream.range(0, 24);
      try (StudyOutput output = StudyOutput.open(root.resolve(name), false)) {
        (name.equals("many") ? indices.parallel() : indices)
            .forEach(index -> output.add(Studies.bare(index)));
      }
    }
    assertThat(root.resolve("many/index.csv"))
        .hasSameBinaryContentAs(root.resolve("one/index.csv"));
  }

  @Test
  void aFilledFolderIsRefusedAndOverwritingReplacesOnlyStudies() throws IOException {
    Path out = root.resolve("out");
    try (StudyOutput output = StudyOutput.open(out, false)) {
      IntStream.range(0, 3).forEach(index -> output.add(Studies.bare(index)));
    }
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> StudyOutput.open(out, false))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("--overwrite");
    try (StudyOutput output = StudyOutput.open(out, true)) {
      output.add(Studies.full(0));
    }
    assertThat(names(out)).containsExactlyInAnyOrder("000000", "index.csv", "notes.txt");
    assertThat(Files.readAllLines(out.resolve("index.csv"))).hasSize(2);
    assertThat(StudyFolder.read(out.resolve("000000"))).isEqualTo(Studies.full(0));
  }

  @Test
  void whatWasFinishedStaysWhenTheRequestFails() throws IOException {
    Path out = root.resolve("out");
    assertThatThrownBy(
            () -> {
              try (StudyOutput output = StudyOutput.open(out, false)) {
                output.add(Studies.bare(0));
                throw new IllegalStateException("lightning");
              }
            })
        .hasMessage("lightning");
    assertThat(names(out)).containsExactlyInAnyOrder("000000", "index.csv");
  }

  @Test
  void aFileInThePlaceOfTheFolderIsTold() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> StudyOutput.open(file, true)).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> StudyOutput.open(file.resolve("below"), true))
        .isInstanceOf(FileException.class);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
