package ai.chestnut.radiograph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiographFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"16,16,8", "31,57,8", "64,20,16", "256,256,16", "256,256,8"})
  void readIsWhatWasWritten(int width, int height, int bitDepth) throws IOException {
    Radiograph film =
        RadiographTest.random(width, height, bitDepth, width)
            .withSpacing(new PixelSpacing(0.143, 0.2));
    Path file = folder.resolve("film.png");
    Map<String, String> text = Map.of("Software", "chestnut", "Prompt", "Herz größer als 50 %, 心");
    RadiographFiles.write(film, file, text);
    assertThat(RadiographFiles.read(file)).isEqualTo(film);
    assertThat(RadiographFiles.readText(file)).containsAllEntriesOf(text);
    byte[] first = Files.readAllBytes(file);
    RadiographFiles.write(film, file, text);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    // an independent decoder sees the same pixels
    BufferedImage other = ImageIO.read(file.toFile());
    assertThat(other.getRaster().getSample(3, 7, 0)).isEqualTo(film.at(3, 7));
  }

  @Test
  void colourBecomesLumaAndAlphaLiesOverBlack() throws IOException {
    BufferedImage colour = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
    colour.setRGB(0, 0, 0xFFFF0000);
    colour.setRGB(1, 0, 0xFF00FF00);
    colour.setRGB(2, 0, 0xFF0000FF);
    colour.setRGB(3, 0, 0xFF646464);
    colour.setRGB(4, 0, 0x80C8C8C8);
    Path file = folder.resolve("colour.png");
    ImageIO.write(colour, "png", file.toFile());
    Radiograph film = RadiographFiles.read(file);
    assertThat(new int[] {film.at(0, 0), film.at(1, 0), film.at(2, 0), film.at(3, 0)})
        .containsExactly(76, 150, 29, 100);
    assertThat(film.at(4, 0)).isEqualTo(100);
    assertThat(film.at(5, 5)).isZero();
  }

  @Test
  void aPaletteGivesItsColoursOrItsIndices() throws IOException {
    byte[] ramp = {0, (byte) 200, 50, 7};
    IndexColorModel palette = new IndexColorModel(8, 4, ramp, ramp, ramp);
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(2, 3, 0, 1);
    image.getRaster().setSample(3, 3, 0, 3);
    Path file = folder.resolve("palette.png");
    ImageIO.write(image, "png", file.toFile());
    assertThat(RadiographFiles.read(file).at(2, 3)).isEqualTo(200);
    assertThat(RadiographFiles.readCodes(file).at(2, 3)).isEqualTo(1);
    assertThat(RadiographFiles.readCodes(file).at(3, 3)).isEqualTo(3);
  }

  @Test
  void oneBitAndJpegAndGreyAlphaAreRead() throws IOException {
    BufferedImage bits = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(5, 6, 0xFFFFFFFF);
    Path png = folder.resolve("bits.png");
    ImageIO.write(bits, "png", png.toFile());
    assertThat(RadiographFiles.read(png).at(5, 6)).isEqualTo(255);
    BufferedImage grey = new BufferedImage(32, 24, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32 * 24; i++) {
      grey.getRaster().setSample(i % 32, i / 32, 0, 130);
    }
    Path jpeg = folder.resolve("grey.jpg");
    ImageIO.write(grey, "jpeg", jpeg.toFile());
    Radiograph read = RadiographFiles.read(jpeg);
    assertThat(read.width()).isEqualTo(32);
    assertThat(read.at(9, 9)).isBetween(128, 132);
    assertThat(RadiographFiles.readText(jpeg)).isEmpty();
  }

  @Test
  void aTruncatedFileIsNeverAPicture() throws IOException {
    Radiograph film = RadiographTest.random(64, 64, 8, 5);
    Path whole = folder.resolve("whole.png");
    RadiographFiles.write(film, whole, Map.of());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.png");
    for (int length :
        new int[] {9, 20, 33, 60, bytes.length / 2, bytes.length - 13, bytes.length - 1}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> RadiographFiles.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(FileException.class)
          .hasMessageContaining("cut.png");
    }
    BufferedImage grey = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 40_000; i++) {
      grey.getRaster().setSample(i % 200, i / 200, 0, (i * 7919) & 255);
    }
    Path jpeg = folder.resolve("whole.jpg");
    ImageIO.write(grey, "jpeg", jpeg.toFile());
    byte[] all = Files.readAllBytes(jpeg);
    Files.write(cut, Arrays.copyOf(all, all.length / 2));
    assertThatThrownBy(() -> RadiographFiles.read(cut)).isInstanceOf(FileException.class);
  }

  @Test
  void oneFlippedBitIsFound() throws IOException {
    Path file = folder.resolve("film.png");
    RadiographFiles.write(RadiographTest.random(32, 32, 8, 6), file, Map.of());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    assertThatThrownBy(() -> RadiographFiles.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("checksum");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "15,400", "20000,20000", "12001,16", "-1,16", "2147483647,2147483647"})
  void theSizeIsRefusedFromTheHeaderAlone(int width, int height) throws IOException {
    // a header and nothing else: whoever tries to decode it fails otherwise
    Path file = folder.resolve("size.png");
    Files.write(file, headerOnly(width, height));
    assertThatThrownBy(() -> RadiographFiles.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("image size")
        .hasMessageContaining("between 16 and 12000");
  }

  private static byte[] headerOnly(int width, int height) {
    ByteBuffer out = ByteBuffer.allocate(8 + 25);
    out.put(PngChunks.SIGNATURE).putInt(13);
    ByteBuffer body = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    body.putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(body.array());
    return out.put(body.array()).putInt((int) crc.getValue()).array();
  }

  @Test
  void whatIsNoImageSaysSo() throws IOException {
    Path text = folder.resolve("text.png");
    Files.writeString(text, "this is no picture, whatever its name says");
    assertThatThrownBy(() -> RadiographFiles.read(text))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("text.png")
        .hasMessageContaining("a PNG or JPEG");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertThatThrownBy(() -> RadiographFiles.read(empty)).hasMessageContaining("an empty file");
    assertThatThrownBy(() -> RadiographFiles.read(folder.resolve("none.png")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> RadiographFiles.read(folder)).hasMessageContaining("a folder");
    Path jpeg = folder.resolve("bad.jpg");
    Files.write(jpeg, new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2, 3, 4, 5});
    assertThatThrownBy(() -> RadiographFiles.read(jpeg)).isInstanceOf(FileException.class);
  }

  @Test
  void aFailedWriteLeavesNothingBehind() throws IOException {
    Radiograph film = RadiographTest.random(16, 16, 8, 1);
    assertThatThrownBy(
            () -> RadiographFiles.write(film, folder.resolve("no/such/film.png"), Map.of()))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no such folder");
    Path taken = folder.resolve("taken.png");
    Files.createDirectories(taken.resolve("inside"));
    assertThatThrownBy(() -> RadiographFiles.write(film, taken, Map.of()))
        .isInstanceOf(FileException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(taken);
    }
  }

  @Test
  void colourPicturesKeepTheirColours() throws IOException {
    int[] rgb = new int[20 * 17];
    rgb[25] = 0x123456;
    Path file = folder.resolve("colour.png");
    RadiographFiles.writeColour(20, 17, rgb, file, Map.of());
    assertThat(ImageIO.read(file.toFile()).getRGB(5, 1)).isEqualTo(0xFF123456);
    assertThatThrownBy(() -> RadiographFiles.writeColour(20, 20, rgb, file, Map.of()))
        .hasMessageContaining("20x20");
  }
}
