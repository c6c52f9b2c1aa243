package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a prompt to studies and from a plan to an archive, with the tiny random models. */
final class GenerateTest {

  private static final String PROMPT =
      "PA chest radiograph of a 60-year-old man. Cardiomegaly and a left pleural effusion.";
  private static final Path PLAN =
      Path.of("").toAbsolutePath().resolveSibling("configs/archive-mu.toml");

  @TempDir private Path folder;

  private CommandRun generate(String out, Object... more) {
    Object[] first = {"generate", PROMPT, "--model", "mu", "--steps", "2", "--out", path(out)};
    Object[] args = new Object[first.length + more.length];
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return CommandRun.of(args);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Test
  void aPromptBecomesStudiesWithTheirFiles() throws IOException {
    CommandRun run = generate("out", "--count", "2", "--seed", "7");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(path("out/000000").toString(), path("out/000001").toString());
    assertThat(path("out/000001/radiograph.png")).isNotEmptyFile();
    assertThat(path("out/000001/overlay.png")).isNotEmptyFile();
    List<String> index = Files.readAllLines(path("out/index.csv"));
    assertThat(index).hasSize(3);
    assertThat(index.get(0)).startsWith("id,method,prompt,");
    JsonNode study = new ObjectMapper().readTree(path("out/000001/study.json").toFile());
    assertThat(study.get("format").asText()).isEqualTo("chestnut-study/1");
    assertThat(study.get("seed").asLong()).isEqualTo(7);
    assertThat(study.get("index").asInt()).isEqualTo(1);
    assertThat(study.get("labels").get("Cardiomegaly").asInt()).isEqualTo(1);
    assertThat(study.get("labels").has("Pneumothorax")).isFalse();
    assertThat(study.get("provenance").get("synthetic").asBoolean()).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheBatchAndCount() throws IOException {
    generate("two", "--count", "2");
    generate("batch", "--count", "2", "--batch", "4");
    generate("one");
    generate("other", "--seed", "8");
    byte[] first = film("two/000000");
    assertThat(film("batch/000000")).isEqualTo(first);
    assertThat(film("one/000000")).isEqualTo(first);
    assertThat(film("batch/000001")).isEqualTo(film("two/000001")).isNotEqualTo(first);
    assertThat(film("other/000000")).isNotEqualTo(first);
    assertThat(path("one/000000/study.json")).hasSameBinaryContentAs(path("two/000000/study.json"));
  }

  private byte[] film(String study) throws IOException {
    return Files.readAllBytes(path(study).resolve("radiograph.png"));
  }

  @Test
  void overwritingReplacesTheStudiesAndKeepsOtherFiles() throws IOException {
    generate("out", "--count", "2");
    Files.writeString(path("out/mine.txt"), "mine");
    assertThat(generate("out").code()).isEqualTo(3);
    assertThat(generate("out", "--overwrite").code()).isZero();
    assertThat(path("out/000001")).doesNotExist();
    assertThat(path("out/mine.txt")).hasContent("mine");
    assertThat(Files.readAllLines(path("out/index.csv"))).hasSize(2);
  }

  @Test
  void unknownWordsAreWarnedOf() {
    CommandRun run =
        CommandRun.of(
            "generate",
            "Cardiomegaly and zxqvity.",
            "--model",
            "mu",
            "--steps",
            "1",
            "--out",
            path("out"));
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("warning").contains("zxqvity");
  }

  @Test
  void aPlanBecomesAnArchiveThatIsVerifiedMadeAgainAndExported() throws IOException {
    Path archive = path("archive");
    CommandRun made = CommandRun.of("archive", "--plan", PLAN, "--out", archive);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err()).contains("64/64 studies");
    assertThat(CommandRun.of("archive", "--plan", PLAN, "--out", archive).code()).isZero();
    CommandRun sound = CommandRun.of("verify", archive, "--rerender", "2");
    assertThat(sound.code()).as(sound.err()).isZero();
    assertThat(sound.out()).isEqualTo("sound\n");
    CommandRun exported = CommandRun.of("export", archive, "--format", "csv", "--out", path("csv"));
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(Files.readAllLines(path("csv/labels.csv"))).hasSize(65);
    CommandRun other = CommandRun.of("export", archive, "--format", "coco", "--out", path("coco"));
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(path("coco/annotations/instances_train.json")).exists();
    CommandRun bare =
        CommandRun.of("export", archive, "--format", "croissant", "--out", path("croissant"));
    assertThat(bare.code()).isEqualTo(2);
    assertThat(bare.err()).contains("--card");
    assertThat(path("croissant")).doesNotExist();
    CommandRun workers =
        CommandRun.of("archive", "--plan", PLAN, "--out", path("workers"), "--workers", "2");
    assertThat(workers.code()).as(workers.err()).isZero();
    assertThat(path("workers/archive.json"))
        .hasSameBinaryContentAs(archive.resolve("archive.json"));
    CommandRun scored =
        CommandRun.of(
            "evaluate", "--real", archive, "--synthetic", archive, "--out", path("scores"));
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(new ObjectMapper().readTree(path("scores/scorecard.json").toFile()).toString())
        .contains("64");
    Path film = archive.resolve("shard-00001/000020/radiograph.png");
    byte[] bytes = Files.readAllBytes(film);
    bytes[bytes.length / 2] ^= 1;
    Files.write(film, bytes);
    CommandRun damaged = CommandRun.of("verify", archive);
    assertThat(damaged.code()).isEqualTo(3);
    assertThat(damaged.out()).contains("shard-00001/000020/radiograph.png");
  }
}
