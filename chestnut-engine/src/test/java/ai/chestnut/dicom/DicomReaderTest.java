package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grey scale by the formulas of PS3.3, and files that are no film. */
class DicomReaderTest {

  private static final int SIDE = 16;

  @TempDir Path folder;

  /** A film whose stored values run from 0 to 255, of 16 bits allocated. */
  private static DataSet ramp(int stored, boolean signed) {
    ByteBuffer pixels = ByteBuffer.allocate(2 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels.putShort((short) (signed ? i - 128 : i));
    }
    return new DataSet()
        .put(Attribute.SOP_CLASS_UID, FilmKind.SC.sopClass().uid())
        .put(Attribute.SOP_INSTANCE_UID, "2.25.1")
        .put(Attribute.SAMPLES_PER_PIXEL, 1)
        .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .put(Attribute.ROWS, SIDE)
        .put(Attribute.COLUMNS, SIDE)
        .put(Attribute.BITS_ALLOCATED, 16)
        .put(Attribute.BITS_STORED, stored)
        .put(Attribute.HIGH_BIT, stored - 1)
        .put(Attribute.PIXEL_REPRESENTATION, signed ? 1 : 0)
        .put(Attribute.PIXEL_DATA, pixels.array());
  }

  private static Radiograph read(DataSet data) throws Malformed {
    return DicomFilm.of(DicomWriter.file(data), 1 << 20).film();
  }

  /** Grey of the stored value i, from 0 to 1. */
  private static double grey(Radiograph film, int i) {
    return film.at(i % SIDE, i / SIDE) / 65_535.0;
  }

  @Test
  void withoutAWindowTheFilmSpansFromItsLeastToItsGreatestValue() throws Malformed {
    Radiograph film = read(ramp(12, false));
    assertThat(film.bitDepth()).isEqualTo(16);
    assertThat(grey(film, 0)).isZero();
    assertThat(grey(film, 255)).isOne();
    assertThat(grey(film, 51)).isCloseTo(0.2, within(1e-5));
  }

  @Test
  void paddingIsLeftOutOfTheSpan() throws Malformed {
    Radiograph film = read(ramp(12, false).put(Attribute.PIXEL_PADDING_VALUE, 0));
    assertThat(grey(film, 1)).isZero();
    Radiograph range =
        read(
            ramp(12, false)
                .put(Attribute.PIXEL_PADDING_VALUE, 250)
                .put(Attribute.PIXEL_PADDING_RANGE_LIMIT, 255));
    assertThat(grey(range, 249)).isOne();
  }

  @Test
  void signedValuesKeepTheirOrder() throws Malformed {
    for (int stored : new int[] {9, 12, 16}) {
      Radiograph film = read(ramp(stored, true));
      assertThat(grey(film, 0)).isZero();
      assertThat(grey(film, 128)).isCloseTo(128 / 255.0, within(1e-5));
      assertThat(grey(film, 255)).isOne();
    }
  }

  @Test
  void windowsFollowTheFormulasOfTheStandard() throws Malformed {
    double center = 100;
    double width = 51;
    Radiograph linear = read(windowed(center, width, "LINEAR"));
    Radiograph exact = read(windowed(center, width, "LINEAR_EXACT"));
    Radiograph sigmoid = read(windowed(center, width, "SIGMOID"));
    for (int x = 0; x < 256; x++) {
      double wanted = (x - (center - 0.5)) / (width - 1) + 0.5;
      assertThat(grey(linear, x)).isCloseTo(Math.min(Math.max(wanted, 0), 1), within(1e-5));
      double wantedExact = (x - center) / width + 0.5;
      assertThat(grey(exact, x)).isCloseTo(Math.min(Math.max(wantedExact, 0), 1), within(1e-5));
      double wantedSigmoid = 1 / (1 + Math.exp(-4 * (x - center) / width));
      assertThat(grey(sigmoid, x)).isCloseTo(wantedSigmoid, within(1e-5));
    }
  }

  private static DataSet windowed(double center, double width, String function) {
    return ramp(12, false)
        .put(Attribute.WINDOW_CENTER, center, 50)
        .put(Attribute.WINDOW_WIDTH, width, 10)
        .put(Attribute.VOI_LUT_FUNCTION, function);
  }

  @Test
  void rescaleComesBeforeTheWindow() throws Malformed {
    DataSet data =
        ramp(12, false)
            .put(Attribute.RESCALE_SLOPE, "2")
            .put(Attribute.RESCALE_INTERCEPT, "-100")
            .put(Attribute.WINDOW_CENTER, "100.5")
            .put(Attribute.WINDOW_WIDTH, "101");
    Radiograph film = read(data); // 2 x - 100 from 50 to 150: x from 75 to 125
    assertThat(grey(film, 75)).isZero();
    assertThat(grey(film, 100)).isCloseTo(0.5, within(1e-5));
    assertThat(grey(film, 125)).isOne();
  }

  @Test
  void monochrome1IsTurnedOnce() throws Malformed {
    DataSet data = ramp(12, false).put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
    assertThat(grey(read(data), 0)).isOne();
    assertThat(grey(read(data.put(Attribute.PRESENTATION_LUT_SHAPE, "INVERSE")), 51))
        .isCloseTo(0.8, within(1e-5));
  }

  @Test
  void tablesAreLookedUpAndHeldAtTheirEnds() throws Malformed {
    byte[] entries = new byte[8];
    ByteBuffer words = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
    words.putShort((short) 0).putShort((short) 10).putShort((short) 100).putShort((short) 1023);
    DataSet table =
        new DataSet().put(Attribute.LUT_DESCRIPTOR, 4, 20, 10).put(Attribute.LUT_DATA, entries);
    Radiograph voi = read(ramp(12, false).put(Attribute.VOI_LUT_SEQUENCE, table));
    assertThat(grey(voi, 0)).isZero();
    assertThat(grey(voi, 21)).isCloseTo(10 / 1023.0, within(1e-5));
    assertThat(grey(voi, 22)).isCloseTo(100 / 1023.0, within(1e-5));
    assertThat(grey(voi, 200)).isOne();
    Radiograph modality =
        read(
            ramp(12, false)
                .put(Attribute.MODALITY_LUT_SEQUENCE, table)
                .put(Attribute.WINDOW_CENTER, "100.5")
                .put(Attribute.WINDOW_WIDTH, "201"));
    assertThat(grey(modality, 22)).isCloseTo(0.5, within(1e-5));
  }

  @Test
  void valuesMayLieAboveBitsThatMeanNothing() throws Malformed {
    DataSet data = ramp(8, false).put(Attribute.HIGH_BIT, 11);
    byte[] shifted = new byte[2 * SIDE * SIDE];
    ByteBuffer words = ByteBuffer.wrap(shifted).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SIDE * SIDE; i++) {
      words.putShort((short) (i << 4 | 0xF00F));
    }
    Radiograph film = read(data.put(Attribute.PIXEL_DATA, shifted));
    assertThat(film.bitDepth()).isEqualTo(8);
    for (int i = 0; i < 256; i++) {
      assertThat(film.at(i % SIDE, i / SIDE)).isEqualTo(i);
    }
  }

  private void refused(String complaint, Consumer<DataSet> change) {
    DataSet data = ramp(12, false);
    change.accept(data);
    assertThatThrownBy(() -> read(data))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void whatIsNoGreyFilmIsRefusedInWords() {
    refused("3 samples a pixel, 'RGB'", d -> rgb(d));
    refused("12 frames", d -> d.put(Attribute.NUMBER_OF_FRAMES, 12));
    refused("no ROWS", d -> d.elements().remove(Attribute.ROWS.tag()));
    refused("no pixels", d -> d.elements().remove(Attribute.PIXEL_DATA.tag()));
    refused("8x16 pixels", d -> d.put(Attribute.COLUMNS, 8));
    refused("60000x16 pixels", d -> d.put(Attribute.COLUMNS, 60_000));
    refused("32 bits allocated", d -> d.put(Attribute.BITS_ALLOCATED, 32));
    refused("13 stored, high bit 11", d -> d.put(Attribute.BITS_STORED, 13));
    refused("high bit 16", d -> d.put(Attribute.HIGH_BIT, 16));
    refused("512 bytes of pixels", d -> d.put(Attribute.ROWS, SIDE + 1));
    refused("rescale slope of 0", d -> d.put(Attribute.RESCALE_SLOPE, "0"));
    refused("unknown VOI function", d -> badWindow(d));
    refused("lookup table", d -> d.put(Attribute.VOI_LUT_SEQUENCE, new DataSet()));
  }

  private static void rgb(DataSet data) {
    data.put(Attribute.SAMPLES_PER_PIXEL, 3).put(Attribute.PHOTOMETRIC_INTERPRETATION, "RGB");
  }

  private static void badWindow(DataSet data) {
    data.put(Attribute.WINDOW_CENTER, "1")
        .put(Attribute.WINDOW_WIDTH, "1")
        .put(Attribute.VOI_LUT_FUNCTION, "SPIRAL");
  }

  @Test
  void aFileThatEndsAnywhereIsRefusedOrWhole() {
    byte[] whole = DicomWriter.file(ramp(12, false));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> DicomFilm.of(cut, 1 << 20))
          .as("%d bytes", length)
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void bombsAreRefusedBeforeTheyUnfold() {
    byte[] plain = DicomWriter.file(ramp(12, false));
    DataSet deep = new DataSet();
    for (int i = 0; i < 40; i++) {
      deep = new DataSet().put(Attribute.CONTENT_SEQUENCE, deep);
    }
    byte[] nested = DicomWriter.file(ramp(12, false).putAll(deep));
    assertThatThrownBy(() -> DicomFilm.of(nested, 1 << 20)).hasMessageContaining("nested");
    byte[] bomb = deflated(plain, 1 << 24);
    assertThat(bomb.length).isLessThan(1 << 16);
    assertThatThrownBy(() -> DicomFilm.of(bomb, 1 << 20)).hasMessageContaining("beyond 1048576");
  }

  /** A deflated file whose data set is zeros. */
  private static byte[] deflated(byte[] plain, int zeros) {
    String text = new String(plain, 0, 400, StandardCharsets.ISO_8859_1);
    byte[] head = plain.clone();
    int uid = text.indexOf("1.2.840.10008.1.2.1");
    int end = uid + 20; // that UID and its padding
    byte[] name = "1.2.840.10008.1.2.1.99".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
    int metaEnd = text.indexOf("CHESTNUT") + 8;
    head[uid - 2] = (byte) name.length;
    out.put(head, 0, uid).put(name).put(head, end, metaEnd - end);
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[zeros]);
    deflater.finish();
    byte[] packed = new byte[1 << 16];
    int length = deflater.deflate(packed);
    deflater.end();
    out.put(packed, 0, length);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void theFrontReadsEveryKindOfFile() throws IOException {
    Path dicom = folder.resolve("film.whatever");
    Files.write(dicom, DicomWriter.file(ramp(12, false).put(Attribute.SYNTHETIC_DATA, "YES")));
    assertThat(FilmReader.read(dicom).width()).isEqualTo(SIDE);
    assertThat(FilmReader.saysSynthetic(dicom)).isTrue();
    Files.write(dicom, DicomWriter.file(ramp(12, false)));
    assertThat(FilmReader.saysSynthetic(dicom)).isFalse();
    Path png = folder.resolve("film.png");
    Radiograph film = Radiograph.of(SIDE, SIDE, 8, new short[SIDE * SIDE]);
    RadiographFiles.write(film, png, Map.of("Synthetic", "yes"));
    assertThat(FilmReader.read(png)).isEqualTo(film);
    assertThat(FilmReader.saysSynthetic(png)).isTrue();
  }

  @Test
  void errorsNameTheFile() throws IOException {
    Path file = folder.resolve("film.dcm");
    Files.write(file, DicomWriter.file(ramp(12, false).put(Attribute.NUMBER_OF_FRAMES, 7)));
    assertThatThrownBy(() -> FilmReader.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("film.dcm")
        .hasMessageContaining("got 7 frames, expected a film of one frame");
    assertThatThrownBy(() -> FilmReader.read(folder.resolve("none.dcm")))
        .isInstanceOf(FileException.class);
  }
}
