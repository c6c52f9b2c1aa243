package ai.chestnut.cli;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;

/** Files with something wrong, and a few that are right. */
record BadFiles(Path folder) {

  private static final int SIDE = 32;

  static BadFiles in(Path folder) throws IOException {
    BadFiles files = new BadFiles(folder);
    Files.writeString(files.text(), "this is no picture\n");
    Files.write(files.notUtf8(), new byte[] {(byte) 0xff, (byte) 0xfe, 'a', '\n'});
    Path map = Path.of("").toAbsolutePath().resolveSibling("configs/import-cxr-open.toml");
    Files.writeString(files.unknownKey(), "colour = \"red\"\n" + Files.readString(map));
    Files.createDirectories(files.films());
    for (int film = 0; film < 3; film++) {
      RadiographFiles.write(film(film), files.films().resolve(film + ".png"), Map.of());
    }
    byte[] good = Files.readAllBytes(files.films().resolve("0.png"));
    Files.write(files.truncated(), Arrays.copyOf(good, good.length / 2));
    good[good.length / 2] ^= 0x55;
    Files.write(files.altered(), good);
    Files.write(files.onePixel(), pngHeader(1, 1));
    Files.write(files.huge(), pngHeader(20_000, 20_000));
    Files.createDirectories(files.filled());
    Files.writeString(files.filled().resolve("mine.txt"), "mine");
    Files.createDirectories(files.brokenManifest());
    Files.writeString(
        files.brokenManifest().resolve("manifest.csv"),
        "file,patient,split,view,sex,age,text\ngone.png,p1,train,PA,F,50,\n");
    return files;
  }

  private static Radiograph film(int number) {
    float[] unit = new float[SIDE * SIDE];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (i * (number + 3) % 97) / 97f;
    }
    return Radiograph.ofUnit(SIDE, SIDE, 8, unit);
  }

  /** The first bytes of a grey PNG of this size (PNG specification, section 11.2.2). */
  private static byte[] pngHeader(int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(chunk);
    data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    return file.toByteArray();
  }

  Path fresh() {
    return folder.resolve("fresh");
  }

  Path missing() {
    return folder.resolve("absent.png");
  }

  Path text() {
    return folder.resolve("text.png");
  }

  Path notUtf8() {
    return folder.resolve("latin.txt");
  }

  Path unknownKey() {
    return folder.resolve("unknown-key.toml");
  }

  Path films() {
    return folder.resolve("films");
  }

  Path truncated() {
    return folder.resolve("truncated.png");
  }

  Path altered() {
    return folder.resolve("altered.png");
  }

  Path onePixel() {
    return folder.resolve("one.png");
  }

  Path huge() {
    return folder.resolve("huge.png");
  }

  Path filled() {
    return folder.resolve("filled");
  }

  Path brokenManifest() {
    return folder.resolve("broken");
  }
}
