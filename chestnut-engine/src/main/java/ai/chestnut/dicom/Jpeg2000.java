package ai.chestnut.dicom;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG 2000 (ITU-T T.800) by the plug-in of jai-imageio, which carries the JJ2000 decoder. That
 * decoder trusts its input, so the size is held before it starts, and it works on a thread of its
 * own that nobody waits for beyond {@link #SECONDS}.
 */
final class Jpeg2000 {

  /** The largest films take a tenth of it. */
  private static final int SECONDS = 60;

  private static final int SIZE_SEGMENT = 42;

  private Jpeg2000() {}

  static short[] decode(byte[] stream, PixelLayout layout) throws Malformed {
    requireSize(stream, layout);
    FutureTask<short[]> work = new FutureTask<>(() -> samples(stream, layout));
    Thread thread = new Thread(work, "jpeg2000");
    thread.setDaemon(true);
    thread.start();
    try {
      return work.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Malformed known) {
        throw known;
      }
      throw new Malformed("damaged JPEG 2000 pixels", "JPEG 2000 to decode");
    } catch (TimeoutException slow) {
      throw new Malformed("JPEG 2000 pixels that take over " + SECONDS + " s", "whole ones");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new Malformed("an interruption", "the end of decoding");
    }
  }

  private static short[] samples(byte[] stream, PixelLayout layout) throws Malformed, IOException {
    ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(in, true, true);
      Raster raster = reader.read(0).getRaster();
      StoredPixels.requireSize(layout, raster.getWidth(), raster.getHeight(), raster.getNumBands());
      int[] row = new int[layout.width()];
      short[] samples = new short[layout.pixels()];
      for (int y = 0; y < layout.height(); y++) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, layout.width(), 1, row);
        for (int x = 0; x < row.length; x++) {
          samples[y * row.length + x] = (short) row[x];
        }
      }
      return samples;
    } finally {
      reader.dispose();
    }
  }

  /** The SIZ segment, which stands first (T.800, A.5.1). */
  private static void requireSize(byte[] stream, PixelLayout layout) throws Malformed {
    if (stream.length < SIZE_SEGMENT || ByteBuffer.wrap(stream).getInt(0) != 0xFF4FFF51) {
      throw new Malformed("compressed pixels without a start", "a JPEG 2000 code stream");
    }
    ByteBuffer header = ByteBuffer.wrap(stream);
    long width = unsigned(header, 8) - unsigned(header, 16);
    long height = unsigned(header, 12) - unsigned(header, 20);
    if (unsigned(header, 16) > 0 || unsigned(header, 20) > 0) {
      throw new Malformed("a JPEG 2000 picture with an offset", "none");
    }
    int components = header.getShort(40) & 0xFFFF;
    StoredPixels.requireSize(
        layout,
        (int) Math.min(width, Integer.MAX_VALUE),
        (int) Math.min(height, Integer.MAX_VALUE),
        components);
    long tileWidth = unsigned(header, 24);
    long tileHeight = unsigned(header, 28);
    if (tileWidth < 16 || tileHeight < 16) {
      throw new Malformed("JPEG 2000 tiles of " + tileWidth + "x" + tileHeight, "larger ones");
    }
  }

  private static long unsigned(ByteBuffer header, int at) {
    return header.getInt(at) & 0xFFFFFFFFL;
  }
}
