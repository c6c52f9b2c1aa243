package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.tensor.ScriptFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of other programs on the command line. */
final class ScriptCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path films = Path.of("");

  @BeforeEach
  void makeFilms() throws IOException {
    films = BadFiles.in(Files.createDirectories(folder.resolve("given"))).films();
  }

  @Test
  void featuresOfAFileCompareSets() throws IOException {
    Path features =
        ScriptFiles.write(
            folder.resolve("tiny.pt"),
            "return torch.stack([x.mean(), x.std(), x[:, :, :8].mean()]).unsqueeze(0)\n");
    Path real = folder.resolve("real");
    Path made = folder.resolve("made");
    CommandRun.of("phantom", "--count", "8", "--size", "32", "--seed", "1", "--out", real);
    CommandRun.of("phantom", "--count", "8", "--size", "32", "--seed", "2", "--out", made);
    Path out = folder.resolve("card");
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--synthetic",
            made,
            "--features",
            features,
            "--metrics",
            "kernel",
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("scorecard.json")))
        .containsPattern("tiny-[0-9a-f]{12}");
  }

  @Test
  void featuresThatAreNoneAreRefused() throws IOException {
    Path maps = ScriptFiles.write(folder.resolve("maps.pt"), "return x.repeat([1, 4, 1, 1])\n");
    assertThat(features(maps).code()).isEqualTo(2);
    assertThat(features(maps).err()).contains("maps.pt", "[1, 4, 224, 224]", "output.pool");
    Path text = Files.writeString(folder.resolve("text.pt"), "no network");
    assertThat(features(text).code()).isEqualTo(3);
    assertThat(features(text).err()).contains("text.pt", "no zip archive").hasLineCount(1);
    assertThat(features(folder.resolve("absent.pt")).code()).isEqualTo(3);
    assertThat(features(Path.of("inception")).code()).isEqualTo(2);
  }

  private CommandRun features(Path features) {
    return CommandRun.of(
        "evaluate",
        "--real",
        films,
        "--synthetic",
        films,
        "--features",
        features,
        "--out",
        folder.resolve("none"));
  }

  @Test
  void anExpertOfAFileReviewsBesideThePanel() throws IOException {
    Path expert =
        classifier(
            "txrv", "names = [\"Effusion\", \"Edema\"]\nmap.Effusion = \"Pleural Effusion\"");
    Path out = folder.resolve("studies");
    CommandRun run =
        CommandRun.of(
            "review",
            films.resolve("0.png"),
            films.resolve("1.png"),
            "--json",
            "--expert",
            "txrv=" + expert,
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode line = JSON.readTree(run.out().lines().findFirst().orElseThrow());
    double probability = line.at("/scores/txrv/pleural-effusion").asDouble(-1);
    assertThat(probability).isBetween(0.5, 1.0);
    JsonNode study = JSON.readTree(out.resolve("000000/study.json").toFile());
    assertThat(study.at("/scores/txrv/pleural-effusion").asDouble()).isEqualTo(probability);
    assertThat(study.at("/provenance/models").toString()).contains("\"txrv\"", "\"txrv side-car\"");
    assertThat(out.resolve("000001/anatomy.png")).exists();
  }

  @Test
  void anExpertMayTakeASeatInGenerating() throws IOException {
    Path expert = classifier("net", "names = [\"Mass\", \"Edema\"]");
    Path out = folder.resolve("made");
    CommandRun run =
        CommandRun.of(
            "generate",
            "Pulmonary edema.",
            "--model",
            "mu",
            "--steps",
            "2",
            "--expert",
            "finding-classifier=" + expert,
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode study = JSON.readTree(out.resolve("000000/study.json").toFile());
    assertThat(study.get("verified").size()).isEqualTo(2);
    assertThat(study.at("/verified/Edema/probability").asDouble(-1)).isBetween(0.0, 1.0);
  }

  @Test
  void anExpertWithoutAMeaningIsRefused() throws IOException {
    Path expert = classifier("net", "names = [\"Scoliosis\", \"Edema\"]");
    CommandRun run = review("net=" + expert);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("net.toml", "'Scoliosis'", "map.\"Scoliosis\"");
    Path none = ScriptFiles.write(folder.resolve("bare.pt"), "return x\n");
    assertThat(review("bare=" + none).code()).isEqualTo(2);
    assertThat(review("bare=" + none).err()).contains("bare.toml", "nothing there");
    assertThat(review("x=" + folder.resolve("absent.pt")).code()).isEqualTo(3);
    assertThat(
            review("anatomy-segmenter=" + classifier("c", "names = [\"Mass\", \"Edema\"]")).code())
        .isEqualTo(2);
  }

  private CommandRun review(String expert) {
    return CommandRun.of("review", films.resolve("0.png"), "--expert", expert);
  }

  private Path classifier(String name, String names) throws IOException {
    Files.writeString(
        folder.resolve(name + ".toml"), "task = \"classifier\"\ninput.side = 32\n" + names + "\n");
    return ScriptFiles.write(
        folder.resolve(name + ".pt"), "m = x.mean([2, 3])\nreturn torch.cat([m, -m], 1)\n");
  }
}
