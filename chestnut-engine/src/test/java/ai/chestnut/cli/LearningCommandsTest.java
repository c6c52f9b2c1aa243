package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.archive.MemorisationVerdict;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What evaluate holds against training films, and what it trains. */
final class LearningCommandsTest {

  @TempDir private static Path folder;

  private static Path real = Path.of("");
  private static Path made = Path.of("");
  private static Path copies = Path.of("");

  @BeforeAll
  static void films() throws IOException {
    real = folder.resolve("real");
    made = folder.resolve("made");
    copies = Files.createDirectories(folder.resolve("copies"));
    phantoms(real, 160, "A", 1);
    phantoms(made, 16, "A", 2);
    Manifest manifest = Manifest.read(real);
    List<ManifestRow> train = manifest.rows(Split.TRAIN);
    for (int film = 0; film < 10; film++) {
      Files.copy(manifest.path(train.get(film).file()), copies.resolve(film + ".png"));
    }
  }

  @Test
  void freshFilmsPassAndCopiesFailWithAndWithoutTheFilms() throws IOException {
    Path fresh = folder.resolve("fresh");
    CommandRun run = memorisation(made, fresh);
    assertThat(run.code()).as(run.err()).isZero();
    MemorisationVerdict passed = verdict(fresh);
    assertThat(passed.passes()).as(passed.toString()).isTrue();
    assertThat(passed.films()).isEqualTo(16);
    assertThat(fresh.resolve("memorisation-figures.json")).exists();
    assertThat(run.err()).contains("copies-private.png").contains("real films");

    Path copied = folder.resolve("copied");
    assertThat(memorisation(copies, copied).code()).isZero();
    assertThat(verdict(copied).passes()).isFalse();
    assertThat(verdict(copied).reasons().get(0)).startsWith("10 of 10 films");

    Path salt = folder.resolve("salt.txt");
    Files.writeString(salt, "a secret of this test alone\n");
    Path banked = folder.resolve("banked");
    CommandRun built =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--features",
            "pixels",
            "--bank-salt",
            salt,
            "--out",
            banked);
    assertThat(built.code()).as(built.err()).isZero();
    Path bank = banked.resolve("training.bank");
    Path against = folder.resolve("against");
    CommandRun held =
        CommandRun.of(
            "evaluate",
            "--real",
            made,
            "--synthetic",
            copies,
            "--features",
            "pixels",
            "--metrics",
            "memorisation",
            "--bank",
            bank,
            "--out",
            against);
    assertThat(held.code()).as(held.err()).isZero();
    assertThat(verdict(against).passes()).isFalse();
    assertThat(verdict(against).against()).startsWith("bank training.bank");
    assertThat(against.resolve("copies-private.png")).doesNotExist();
  }

  @Test
  void detectorAndUtilityWriteTheirFiles() throws IOException {
    Path out = folder.resolve("told");
    CommandRun told =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--synthetic",
            made,
            "--features",
            "pixels",
            "--metrics",
            "detector",
            "--out",
            out);
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(Files.readString(out.resolve("detector.json"))).contains("\"auroc\"", "logistic");

    Path worth = folder.resolve("worth");
    CommandRun utility =
        CommandRun.of(
            "evaluate",
            "--utility",
            "../configs/utility-mu.toml",
            "--real",
            real,
            "--synthetic",
            made,
            "--out",
            worth);
    assertThat(utility.code()).as(utility.err()).isZero();
    assertThat(utility.out()).contains("real: Dice", "synthetic: Dice", "gain");
    assertThat(worth.resolve("utility.json")).exists();
    assertThat(Files.readString(worth.resolve("utility-recipe.toml"))).contains("lungs");
  }

  @Test
  void whatIsMissingIsSaid() {
    CommandRun noSalt =
        CommandRun.of(
            "evaluate",
            "--real",
            real,
            "--bank-salt",
            folder.resolve("none"),
            "--out",
            folder.resolve("x"));
    assertThat(noSalt.code()).isEqualTo(3);
    CommandRun noRecipe =
        CommandRun.of(
            "evaluate", "--utility", folder.resolve("none"), "--out", folder.resolve("y"));
    assertThat(noRecipe.code()).isEqualTo(3);
    CommandRun noTraining =
        CommandRun.of(
            "evaluate",
            "--real",
            copies,
            "--synthetic",
            made,
            "--metrics",
            "memorisation",
            "--out",
            folder.resolve("z"));
    assertThat(noTraining.code()).isEqualTo(2);
    assertThat(noTraining.err()).contains("--bank");
  }

  private static CommandRun memorisation(Path synthetic, Path out) {
    return CommandRun.of(
        "evaluate",
        "--real",
        real,
        "--synthetic",
        synthetic,
        "--features",
        "pixels",
        "--metrics",
        "memorisation",
        "--out",
        out);
  }

  private static MemorisationVerdict verdict(Path out) {
    return MemorisationVerdict.read(out.resolve(MemorisationVerdict.FILE_NAME));
  }

  private static void phantoms(Path out, int count, String family, long seed) {
    CommandRun run =
        CommandRun.of(
            "phantom",
            "--count",
            count,
            "--size",
            48,
            "--family",
            family,
            "--seed",
            seed,
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
  }
}
