package ai.chestnut.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.chestnut.archive.Archives;
import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own; skipped where mounting one is not allowed. */
class FullDiskTest {

  private static final String MOUNT = "/usr/bin/mount";

  @TempDir Path root;
  private Path disk = Path.of("");
  private boolean mounted;

  private static boolean runs(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(root.resolve("disk"));
    assumeTrue(Files.isExecutable(Path.of(MOUNT)), "no mount command");
    mounted = runs(MOUNT, "-t", "tmpfs", "-o", "size=80k", "tmpfs", disk.toString());
    assumeTrue(mounted, "mounting is not allowed");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(runs("/usr/bin/umount", disk.toString())).isTrue();
    }
  }

  private static long finished(Path out) throws IOException {
    try (Stream<Path> tree = Files.walk(out)) {
      return tree.filter(file -> file.endsWith("study.json")).count();
    }
  }

  private Map<String, String> whole() {
    Archives.write(root.resolve("whole"), new Archives.Noise(), 1);
    return Archives.files(root.resolve("whole"));
  }

  @Test
  void aFullDiskIsNamedAndNothingFinishedIsLost() throws Exception {
    Path out = disk.resolve("archive");
    assertThatThrownBy(() -> Archives.write(out, new Archives.Noise(), 1))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(disk.toString())
        .hasMessageContaining("No space left on device");
    long kept = finished(out);
    assertThat(kept).isBetween(1L, 9L);
    assertThat(out.resolve("archive.json")).doesNotExist();
    assertThat(runs(MOUNT, "-o", "remount,size=8m", disk.toString())).isTrue();
    Archives.Noise again = new Archives.Noise();
    Archives.write(out, again, 1);
    assertThat(again.made.get()).isEqualTo((int) (10 - kept));
    assertThat(Archives.files(out)).isEqualTo(whole());
  }

  @Test
  void aLostPermissionIsNamedAndNothingFinishedIsLost() throws Exception {
    assertThat(runs(MOUNT, "-o", "remount,size=8m", disk.toString())).isTrue();
    Path out = disk.resolve("archive");
    Archives.Noise locking =
        new Archives.Noise() {
          @Override
          public ai.chestnut.study.StudyBundle attempt(
              ai.chestnut.archive.PlanItem item, int attempt) {
            if (made.get() == 6) {
              try {
                assertThat(runs(MOUNT, "-o", "remount,ro", disk.toString())).isTrue();
              } catch (Exception wrong) {
                throw new IllegalStateException(wrong);
              }
            }
            return super.attempt(item, attempt);
          }
        };
    assertThatThrownBy(() -> Archives.write(out, locking, 1))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("Read-only file system");
    assertThat(finished(out)).isEqualTo(6);
    assertThat(runs(MOUNT, "-o", "remount,rw", disk.toString())).isTrue();
    Archives.write(out, new Archives.Noise(), 2);
    assertThat(Archives.files(out)).isEqualTo(whole());
  }
}
