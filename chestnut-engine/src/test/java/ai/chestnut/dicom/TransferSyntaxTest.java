package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that other people's encoders made, against the pixels that their decoders give. */
class TransferSyntaxTest {

  /** Floating-point transforms round differently; the signal is 4,096 and 65,536 levels. */
  private static int tolerance(String name) {
    return switch (name) {
      case "extended-12", "j2k-lossy-8", "j2k-lossy-12" -> 1;
      case "j2k-lossy-16" -> 2;
      default -> 0;
    };
  }

  static Stream<String> names() {
    List<String> both =
        List.of("implicit", "big", "deflated", "rle", "lossless", "jpegls", "jpegls-near");
    Stream<String> eight = Stream.of("baseline-8", "extended-8", "plain-8", "j2k-8", "j2k-lossy-8");
    Stream<String> twelve =
        Stream.of("extended-12", "plain-12", "undefined-12", "j2k-12", "j2k-lossy-12");
    Stream<String> sixteen =
        Stream.of("plain-16", "rle-16", "lossless-16", "jpegls-16", "j2k-16", "j2k-lossy-16");
    return Stream.of(
            both.stream().flatMap(name -> Stream.of(name + "-8", name + "-12")),
            Stream.of(2, 3, 4, 5, 6, 7).map(p -> "lossless-sv" + p + "-12"),
            eight,
            twelve,
            sixteen)
        .flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("names")
  void pixelsAreThoseOfTheOtherDecoder(String name) throws Exception {
    int depth = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    byte[] expected = expected(name, depth);
    short[] samples = samples(bytes(name + ".dcm").orElseThrow());
    assertThat(samples).hasSize(64 * 48);
    for (int i = 0; i < samples.length; i++) {
      int wanted =
          depth == 8
              ? expected[i] & 0xFF
              : expected[2 * i] & 0xFF | (expected[2 * i + 1] & 0xFF) << 8;
      assertThat(Math.abs((samples[i] & 0xFFFF) - wanted))
          .as("sample %d", i)
          .isLessThanOrEqualTo(tolerance(name));
    }
  }

  @Test
  void lossyFilesAreNotTheLosslessOnes() throws Exception {
    assertThat(raw("baseline-8")).isNotEqualTo(raw("plain-8"));
    assertThat(raw("extended-12")).isNotEqualTo(raw("plain-12"));
    assertThat(raw("jpegls-near-12")).isNotEqualTo(raw("plain-12"));
    assertThat(raw("j2k-lossy-16")).isNotEqualTo(raw("plain-16"));
  }

  @Test
  void theExampleOfTheJpegLsStandardIsDecoded() throws Exception { // T.87, H.3
    int[] stream = {
      0xFF, 0xD8, 0xFF, 0xF7, 0x00, 0x0B, 0x08, 0x00, 0x04, 0x00, 0x04, 0x01, 0x01, 0x11, 0x00,
      0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x6C, 0x80,
      0x20, 0x8E, 0x01, 0xC0, 0x00, 0x00, 0x57, 0x40, 0x00, 0x00, 0x6E, 0xE6, 0x00, 0x00, 0x01,
      0xBC, 0x18, 0x00, 0x00, 0x05, 0xD8, 0x00, 0x00, 0x91, 0x60, 0xFF, 0xD9
    };
    byte[] bytes = new byte[stream.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) stream[i];
    }
    short[] samples = JpegLs.decode(bytes, new PixelLayout(4, 4, 8, 8, 7, false));
    assertThat(samples)
        .containsExactly(
            new short[] {0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145});
  }

  static short[] samples(byte[] file) throws Malformed {
    DicomParser.Parsed parsed = DicomParser.file(file, 1 << 20);
    return StoredPixels.of(parsed.syntax(), parsed.data(), PixelLayout.of(parsed.data()));
  }

  private static byte[] raw(String name) throws IOException {
    return bytes(name + ".raw").orElseThrow();
  }

  private static byte[] expected(String name, int depth) throws IOException {
    return bytes(name + ".raw").or(() -> orPlain(depth)).orElseThrow();
  }

  private static Optional<byte[]> orPlain(int depth) {
    try {
      return bytes("plain-" + depth + ".raw");
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  static Optional<byte[]> bytes(String file) throws IOException {
    try (InputStream in = TransferSyntaxTest.class.getResourceAsStream("/golden/dicom/" + file)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }
}
