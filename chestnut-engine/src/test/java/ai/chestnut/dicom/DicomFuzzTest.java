package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Damaged files: a clear refusal or a film of the size that the file says, in bounded time and
 * memory. The property {@code chestnut.campaign} is the share of 5,000 files that is tried; the
 * build tries a fiftieth, {@code bench/campaigns/dicom-fuzz} all.
 */
class DicomFuzzTest {

  private static final int FILES = 5_000;
  private static final long SECONDS = 20;
  private static final long MEMORY = 512L << 20;

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : TransferSyntaxTest.names().sorted().toList()) {
      seeds.add(TransferSyntaxTest.bytes(name + ".dcm").orElseThrow());
    }
    return seeds;
  }

  @Test
  void damagedFilesAreRefusedInWordsOrReadWithinBounds() throws IOException {
    int files = (int) (FILES * Double.parseDouble(System.getProperty("chestnut.campaign", "0.02")));
    List<byte[]> seeds = seeds();
    int refused = 0;
    for (int i = 0; i < files; i++) {
      RandomStream stream = RandomStream.of(20, i, "damage");
      byte[] file = seeds.get(stream.nextInt(seeds.size())).clone();
      byte[] other = seeds.get(stream.nextInt(seeds.size()));
      int wounds = 1 + stream.nextInt(4);
      for (int wound = 0; wound < wounds; wound++) {
        file = damaged(file, other, stream);
      }
      refused += check(i, file) ? 1 : 0;
    }
    // with neither the test would be one of the other
    assertThat(refused).isBetween(files / 10, files * 95 / 100);
  }

  /** Whether the file was refused. */
  private static boolean check(int number, byte[] file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    Optional<Radiograph> film = Optional.empty();
    try {
      film = Optional.of(DicomFilm.of(file, 16 << 20).film());
    } catch (Malformed refused) {
      assertThat(refused.getMessage()).as("file %d", number).contains("got ", "expected ");
      assertThat(refused.getMessage()).hasSizeLessThan(300);
    } catch (RuntimeException | Error thrown) {
      throw new AssertionError("file " + number, thrown);
    }
    assertThat((System.nanoTime() - began) / 1_000_000_000L)
        .as("seconds for file %d", number)
        .isLessThan(SECONDS);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes for file %d", number)
        .isLessThan(MEMORY);
    film.ifPresent(shown -> requirePromisedSize(number, file, shown));
    return film.isEmpty();
  }

  private static void requirePromisedSize(int number, byte[] file, Radiograph film) {
    assertThatCode(
            () -> {
              DataSet data = DicomParser.file(file, 16 << 20).data();
              assertThat(film.width()).isEqualTo(data.whole(Attribute.COLUMNS).orElseThrow());
              assertThat(film.height()).isEqualTo(data.whole(Attribute.ROWS).orElseThrow());
            })
        .as("file %d", number)
        .doesNotThrowAnyException();
  }

  private static byte[] damaged(byte[] file, byte[] other, RandomStream stream) {
    int at = stream.nextInt(file.length);
    byte[] out = file.clone();
    switch (stream.nextInt(7)) {
      case 0 -> out[at] ^= (byte) (1 << stream.nextInt(8));
      case 1 -> out[at] = (byte) stream.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(file, at + 1);
      }
      case 3 -> { // a length or a number at its limits
        byte[][] limits = {{-1, -1, -1, -1}, {-1, -1, -1, 127}, {0, 0, 0, 0}, {0, 0, 0, -128}};
        byte[] limit = limits[stream.nextInt(limits.length)];
        System.arraycopy(limit, 0, out, at, Math.min(4, out.length - at));
      }
      case 4 -> { // a piece of another file
        int length = Math.min(1 + stream.nextInt(64), Math.min(out.length, other.length) - 1);
        int to = Math.min(at, out.length - length);
        System.arraycopy(other, stream.nextInt(other.length - length), out, to, length);
      }
      case 5 -> { // a piece twice
        int length = Math.min(1 + stream.nextInt(64), out.length - at);
        byte[] longer = Arrays.copyOf(out, out.length + length);
        System.arraycopy(file, at, longer, at + length, file.length - at);
        return longer;
      }
      default -> { // headers are short: aim at them
        int near = 128 + stream.nextInt(Math.max(1, Math.min(file.length - 128, 2_200)));
        out[Math.min(near, out.length - 1)] = (byte) stream.nextInt(256);
      }
    }
    return out;
  }
}
