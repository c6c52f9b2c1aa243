package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that do their work, each from its options to its files. */
final class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void reportsOfAFolderAreCounted() throws IOException {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    Files.writeString(reports.resolve("a.txt"), "Small left pleural effusion. No pneumothorax.");
    Files.writeString(reports.resolve("b.txt"), "Possible right pleural effusion, zxqv.");
    CommandRun run = CommandRun.of("report", "--vocabulary", reports);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("\"reports\":2")
        .contains("\"Pleural Effusion\":{\"present\":1,\"uncertain\":1}")
        .contains("\"Pneumothorax\":{\"absent\":1}")
        .contains("\"sides\":{\"left\":1,\"right\":1}")
        .contains("\"unknown\":{\"zxqv\":1}");
  }

  @Test
  void reportsAreVariedAndTheSameForTheSameSeed() {
    CommandRun first = CommandRun.of("report", "--sample", "20", "--seed", "3");
    assertThat(first.code()).isZero();
    assertThat(first.out()).hasLineCount(20);
    assertThat(first.out().lines().distinct().count()).isGreaterThan(18);
    assertThat(CommandRun.of("report", "--sample", "20", "--seed", "3").out())
        .isEqualTo(first.out());
    assertThat(CommandRun.of("report", "--sample", "20", "--seed", "4").out())
        .isNotEqualTo(first.out());
  }

  @Test
  void aListOfFindingsBecomesAReport() {
    CommandRun run =
        CommandRun.of("report", "--findings", "pleural effusion:left:small; cardiomegaly");
    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1).containsIgnoringCase("effusion");
  }

  @Test
  void eachLineOfTextBecomesOneLineOfJson() throws IOException {
    CommandRun run =
        CommandRun.reading("A small left effusion.\n\nzxqv\n", "report", "--read", "-");
    assertThat(run.code()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode first = JSON.readTree(lines.get(0));
    assertThat(first.fieldNames()).toIterable().containsExactly("text", "observations", "unknown");
    assertThat(first.get("text").asText()).isEqualTo("A small left effusion.");
    assertThat(JSON.readTree(lines.get(1)).get("observations")).isEmpty();
  }

  @Test
  void phantomsAreAManifestWithMasksAndTheSameBytesForTheSameSeed() throws IOException {
    Path out = folder.resolve("phantoms");
    CommandRun run = phantom(out, 7);
    assertThat(run.err()).contains("drawing 6/6 films");
    assertThat(run.code()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.resolve("manifest.csv").toString());
    Manifest manifest = Manifest.read(out);
    assertThat(manifest.rows()).hasSize(6);
    int masks = 0;
    for (ManifestRow row : manifest.rows()) {
      assertThat(manifest.film(row).width()).isEqualTo(64);
      for (String file : row.masks().findings().values()) {
        Mask mask = MaskFiles.readMask(manifest.path(file));
        assertThat(mask.area()).as(file).isPositive();
        masks++;
      }
    }
    assertThat(masks).isPositive();
    phantom(folder.resolve("again"), 7);
    assertThat(bytes(folder.resolve("again"))).isEqualTo(bytes(out));
    phantom(folder.resolve("other"), 8);
    assertThat(bytes(folder.resolve("other"))).isNotEqualTo(bytes(out));
  }

  @Test
  void aFullFolderIsReplacedOnlyWhenAskedAndOnlyIfItHoldsAManifest() throws IOException {
    Path out = folder.resolve("phantoms");
    phantom(out, 7);
    assertThat(phantom(out, 8).code()).isEqualTo(3);
    CommandRun over =
        CommandRun.of("phantom", "--count", "1", "--size", "64", "--out", out, "--overwrite");
    assertThat(over.code()).isZero();
    assertThat(Manifest.read(out).rows()).hasSize(1);
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("letter.txt"), "dear");
    CommandRun refused =
        CommandRun.of("phantom", "--count", "1", "--size", "64", "--out", mine, "--overwrite");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(mine.resolve("letter.txt")).hasContent("dear");
  }

  @Test
  void filmsAreComparedIntoAScorecard() throws IOException {
    Path real = folder.resolve("real");
    Path synthetic = folder.resolve("synthetic");
    phantom(real, 1);
    phantom(synthetic, 2);
    Path out = folder.resolve("scores");
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--synthetic",
            synthetic,
            "--metrics",
            "kernel,prdc",
            "--out",
            out);
    assertThat(run.err()).contains("real films 6/6");
    assertThat(run.code()).isZero();
    JsonNode figures = JSON.readTree(out.resolve("scorecard.json").toFile()).get("figures");
    assertThat(figures.has("kernel")).isTrue();
    assertThat(figures.has("frechet")).isFalse();
    assertThat(out.resolve("scorecard.html")).isNotEmptyFile();
  }

  @Test
  void twoSetsAreComparedOnTheSameRealFilms() throws IOException {
    Path real = folder.resolve("real");
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    phantom(real, 1);
    phantom(one, 2);
    phantom(other, 3);
    Path out = folder.resolve("compared");
    CommandRun sets =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--compare",
            one,
            other,
            "--metrics",
            "kernel",
            "--out",
            out);
    assertThat(sets.code()).as(sets.err()).isZero();
    JsonNode json = JSON.readTree(out.resolve("comparison.json").toFile());
    assertThat(json.get("figures").get("kernel").has("p")).isTrue();
    assertThat(out.resolve("comparison.html")).isNotEmptyFile();
    Path again = folder.resolve("again");
    CommandRun cards =
        CommandRun.of(
            "evaluate",
            "--compare",
            out.resolve("first"),
            out.resolve("second/scorecard.json"),
            "--out",
            again);
    assertThat(cards.code()).as(cards.err()).isZero();
    assertThat(
            JSON.readTree(again.resolve("comparison.json").toFile()).get("figures").has("kernel"))
        .isTrue();
  }

  @Test
  void thePanelAnswersForEveryFilmInTheOrderGiven() throws IOException {
    Path out = folder.resolve("phantoms");
    phantom(out, 1);
    Path second = out.resolve("films/000001.png");
    Path first = out.resolve("films/000000.png");
    CommandRun run = CommandRun.of("review", "--json", second, first);
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(JSON.readTree(lines.get(0)).get("file").asText()).isEqualTo(second.toString());
    assertThat(JSON.readTree(lines.get(1)).get("accepted").isBoolean()).isTrue();
    assertThat(run.err()).contains("mean nothing");
    assertThat(CommandRun.of("review", first).out()).contains("000000.png: ");
  }

  @Test
  void doctorSaysWhatIsInForce() throws IOException {
    CommandRun run = CommandRun.of("doctor", "--json");
    assertThat(run.code()).isZero();
    JsonNode found = JSON.readTree(run.out());
    assertThat(found.get("openblasThreads").asInt()).isEqualTo(1);
    assertThat(found.get("threads").asInt()).isEqualTo(2);
    assertThat(found.get("libtorch").asText()).matches("\\d+\\.\\d+\\.\\d+-.*");
    assertThat(CommandRun.of("doctor").out()).contains("openblasThreads  1");
  }

  private static CommandRun phantom(Path out, long seed) {
    return CommandRun.of("phantom", "--count", "6", "--size", "64", "--seed", seed, "--out", out);
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        String content =
            name.endsWith(".csv")
                ? Files.readString(file)
                : HexFormat.of().formatHex(Files.readAllBytes(file));
        all.put(name, content);
      }
    }
    return all;
  }
}
