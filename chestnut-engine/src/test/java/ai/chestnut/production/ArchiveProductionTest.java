package ai.chestnut.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.Archives;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.archive.Verification;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.FileException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveProductionTest {

  @TempDir Path root;

  private Map<String, String> whole() {
    Archives.write(root.resolve("whole"), new Archives.Noise(), 1);
    return Archives.files(root.resolve("whole"));
  }

  @Test
  void anArchiveHasItsShardsListsAndManifest() {
    Map<String, String> files = whole();
    assertThat(files.keySet())
        .contains(
            "archive.json",
            "families.csv",
            "index.csv",
            "index.parquet",
            "origin.json",
            "plan.toml",
            "shard-00000/000000/radiograph.png",
            "shard-00000/checksums.txt",
            "shard-00002/000009/study.json");
    assertThat(files).hasSize(6 + 3 + 10 * 3);
    assertThat(files.getOrDefault("index.csv", "").lines()).hasSize(11);
    assertThat(files.get("archive.json"))
        .startsWith(
            "{\n  \"format\" : \"chestnut-archive/1\",\n  \"name\" : \"noise\",\n"
                + "  \"synthetic\" : true,\n  \"studies\" : 10,\n  \"accepted\" : 10,\n");
    assertThat(files.values()).noneMatch(text -> text.contains(root.toString()));
    assertThat(Verification.check(root.resolve("whole"), Progress.SILENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void workersChangeNoByte(int workers) {
    Archives.write(root.resolve("many"), new Archives.Noise(), workers);
    assertThat(Archives.files(root.resolve("many"))).isEqualTo(whole());
  }

  /** Fails after so many studies, as a full disk or an empty device would. */
  private static final class Failing extends Archives.Noise {
    private final int after;

    Failing(int after) {
      this.after = after;
    }

    @Override
    public StudyBundle attempt(PlanItem item, int attempt) {
      if (made.get() >= after) {
        throw new FileException("disk", Path.of("x"), "no room", "room");
      }
      return super.attempt(item, attempt);
    }
  }

  @Test
  void stoppedAnywhereAndRunAgainItGivesTheSameBytes() {
    Map<String, String> whole = whole();
    for (int after = 0; after < 10; after += 2) {
      Path out = root.resolve("stopped-" + after);
      int workers = 1 + after % 3;
      int stop = after;
      assertThatThrownBy(() -> Archives.write(out, new Failing(stop), workers))
          .isInstanceOf(FileException.class);
      assertThat(out.resolve("archive.json")).doesNotExist();
      Archives.Noise again = new Archives.Noise();
      Archives.write(out, again, workers);
      assertThat(Archives.files(out)).isEqualTo(whole);
      // other workers may finish theirs after the one that failed
      assertThat(again.made.get())
          .as("finished studies are kept")
          .isBetween(10 - after - workers, 10 - after);
    }
  }

  @Test
  void damagedAnywhereAndRunAgainItGivesTheSameBytes() throws IOException {
    Map<String, String> whole = whole();
    List<String> names = new ArrayList<>(whole.keySet());
    names.removeAll(List.of("plan.toml", "origin.json")); // those decide whether it is ours
    RandomStream chance = RandomStream.of(3, 0, "damage");
    Path out = root.resolve("whole");
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 1 + round % 4; i++) {
        Path file = out.resolve(chance.pick(names));
        if (!Files.exists(file)) {
          continue;
        }
        byte[] bytes = Files.readAllBytes(file);
        switch (chance.nextInt(3)) {
          case 0 -> Files.delete(file);
          case 1 -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
          default -> {
            bytes[chance.nextInt(bytes.length)] ^= 4;
            Files.write(file, bytes);
          }
        }
      }
      Path partial = out.resolve("shard-00001/.000005.1-2.partial");
      Files.createDirectories(partial);
      Files.writeString(partial.resolve("radiograph.png"), "half");
      Files.writeString(out.resolve(".archive.json.1-3.partial"), "half");
      Archives.write(out, new Archives.Noise(), 2);
      assertThat(Archives.files(out)).isEqualTo(whole);
      assertThat(partial).doesNotExist();
    }
  }

  @Test
  void aDamagedStudyIsNamedAndMadeAgain() throws IOException {
    whole();
    Path out = root.resolve("whole");
    Path film = out.resolve("shard-00001/000006/radiograph.png");
    Files.write(film, new byte[] {1});
    ArchiveProduction again =
        new ArchiveProduction(Archives.PLAN, out, new Archives.Noise(), 2, Progress.SILENT);
    again.write();
    assertThat(again.remade()).containsExactly(Path.of("shard-00001", "000006"));
    again.write();
    assertThat(again.remade()).isEmpty();
  }

  @Test
  void runAgainOnAFinishedArchiveItMakesNothing() {
    Map<String, String> whole = whole();
    Archives.Noise again = new Archives.Noise();
    Archives.write(root.resolve("whole"), again, 1);
    assertThat(again.made.get()).isZero();
    assertThat(Archives.files(root.resolve("whole"))).isEqualTo(whole);
  }

  @Test
  void cancellingKeepsWhatIsFinished() {
    Path out = root.resolve("out");
    List<Step> steps = new ArrayList<>();
    Progress three =
        new Progress() {
          @Override
          public void step(Step step) {
            steps.add(step);
          }

          @Override
          public boolean cancelled() {
            return steps.size() == 3;
          }
        };
    assertThatThrownBy(
            () -> new ArchiveProduction(Archives.PLAN, out, new Archives.Noise(), 1, three).write())
        .isInstanceOf(CancelledException.class);
    assertThat(steps.get(2)).isEqualTo(Step.of("archive", 3, 10));
    Archives.Noise again = new Archives.Noise();
    Archives.write(out, again, 1);
    assertThat(again.made.get()).isLessThanOrEqualTo(7);
    assertThat(Archives.files(out)).isEqualTo(whole());
  }

  @Test
  void anotherPlanOrOtherModelsAreNotGoneOnWith() {
    whole();
    Path out = root.resolve("whole");
    Plan other =
        new Plan(
            "noise",
            "text",
            "mu",
            8,
            4,
            Archives.PLAN.sampling(),
            Archives.PLAN.panel(),
            Archives.PLAN.cells());
    assertThatThrownBy(
            () ->
                new ArchiveProduction(other, out, new Archives.Noise(), 1, Progress.SILENT).write())
        .isInstanceOf(FileException.class)
        .hasMessageContaining("plan.toml");
    ArchiveSource newer =
        new Archives.Noise() {
          @Override
          public Provenance origin() {
            return Provenance.of(
                "chestnut 0.1.0",
                List.of(new ModelUsed("mu", "1".repeat(64))),
                ai.chestnut.study.Facts.NONE);
          }
        };
    assertThatThrownBy(() -> Archives.write(out, newer, 1))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("origin.json");
    assertThat(Verification.check(out, Progress.SILENT)).isEmpty();
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws IOException {
    Path file = Files.writeString(Files.createDirectory(root.resolve("x")).resolve("y"), "mine");
    assertThatThrownBy(() -> Archives.write(root.resolve("x"), new Archives.Noise(), 1))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("other files, such as y");
    assertThatThrownBy(() -> Archives.write(file, new Archives.Noise(), 1))
        .isInstanceOf(FileException.class);
    assertThat(file).hasContent("mine");
  }
}
