package ai.chestnut.dicom;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG 2000 (ITU-T T.800) by the plug-in of jai-imageio, which carries the JJ2000 decoder. That
 * decoder trusts its input, so {@link Jpeg2000Header} bounds what it is asked to do, and it works
 * on a thread of its own that nobody waits for beyond {@link #SECONDS}.
 */
final class Jpeg2000 {

  /** The largest films take a tenth of it. */
  private static final int SECONDS = 60;

  private Jpeg2000() {}

  static short[] decode(byte[] stream, PixelLayout layout) throws Malformed {
    Jpeg2000Header.check(stream, layout);
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

  /** An end that is an exception: for the decoder's loops -1 is a byte of ones, for ever. */
  private static final class Ending extends MemoryCacheImageInputStream {
    private final int length;
    private boolean ended;

    Ending(byte[] stream) {
      super(new ByteArrayInputStream(stream));
      this.length = stream.length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value < 0) {
        ended = true;
        throw new EOFException();
      }
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      if (count < 0) {
        ended = true;
        throw new EOFException();
      }
      return count;
    }
  }

  private static short[] samples(byte[] stream, PixelLayout layout) throws Malformed, IOException {
    ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
    try (Ending in = new Ending(stream)) {
      reader.setInput(in, true, true);
      Raster raster = reader.read(0).getRaster();
      if (in.ended) {
        throw new Malformed("JPEG 2000 pixels that are cut off", "whole ones");
      }
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
}
