package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import java.util.ArrayList;
import java.util.List;

/** Films of one size held in memory as bytes: 64 KiB a film at 256 pixels. */
public final class Films {

  private final int side;
  private final List<byte[]> pixels;

  private Films(int side, List<byte[]> pixels) {
    this.side = side;
    this.pixels = pixels;
  }

  /** Takes square films of one size; 16-bit films lose their lower bits. */
  public static Films of(int side, List<Radiograph> films) {
    if (films.isEmpty()) {
      throw new RequestException("training films", "", "none", "at least one film");
    }
    List<byte[]> pixels = new ArrayList<>();
    for (Radiograph film : films) {
      float[] unit =
          (film.width() == side && film.height() == side ? film : film.resized(side, side)).unit();
      byte[] bytes = new byte[side * side];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.round(unit[i] * 255);
      }
      pixels.add(bytes);
    }
    return new Films(side, pixels);
  }

  public int count() {
    return pixels.size();
  }

  public int side() {
    return side;
  }

  /** Grey of a film at a pixel, in [0, 255]. */
  int grey(int film, int x, int y) {
    return pixels.get(film)[y * side + x] & 0xFF;
  }

  /** The film in [-1, 1], row-major. */
  float[] signed(int film) {
    byte[] bytes = pixels.get(film);
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xFF) / 127.5f - 1;
    }
    return values;
  }

  /** Every grey of a film, row-major; a copy. */
  byte[] bytes(int film) {
    return pixels.get(film).clone();
  }

  /** CRC-32 over all films, to tell one selection from another. */
  String fingerprint() {
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    pixels.forEach(crc::update);
    return pixels.size() + "-" + Long.toHexString(crc.getValue());
  }
}
