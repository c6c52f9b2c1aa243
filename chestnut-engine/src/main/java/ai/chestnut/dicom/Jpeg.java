package ai.chestnut.dicom;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG (ITU-T T.81) in a DICOM file: 8 bit by Java's own reader, 12 bit by {@link JpegDct},
 * lossless by {@link JpegLossless}. What the stream's header says decides, not the transfer syntax,
 * which is often wrong about it.
 */
final class Jpeg {

  private Jpeg() {}

  static short[] decode(byte[] stream, PixelLayout layout) throws Malformed {
    JpegHeader header = JpegHeader.of(stream);
    StoredPixels.requireSize(layout, header.width(), header.height(), header.components());
    if (header.precision() > layout.allocated()) {
      throw new Malformed(
          header.precision() + " bits in JPEG", "at most " + layout.allocated() + " allocated");
    }
    return switch (header.process()) {
      case 0xC0, 0xC1, 0xC2 -> {
        if (header.precision() == 8) {
          yield java(stream, layout);
        }
        if (header.process() == 0xC2) {
          throw new Malformed("progressive JPEG of 12 bit", "a sequential one");
        }
        yield JpegDct.decode(stream, header);
      }
      case 0xC3 -> JpegLossless.decode(stream, header);
      default ->
          throw new Malformed(
              "JPEG process " + Integer.toHexString(header.process()),
              "baseline, extended, progressive or lossless with Huffman codes");
    };
  }

  private static short[] java(byte[] stream, PixelLayout layout) throws Malformed {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    AtomicBoolean cutOff = new AtomicBoolean();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            if (warning.contains("remature end")) { // libjpeg fills the rest with grey
              cutOff.set(true);
            }
          });
      StoredPixels.requireSize(layout, reader.getWidth(0), reader.getHeight(0), 1);
      Raster raster = reader.readRaster(0, null);
      if (cutOff.get()) {
        throw new Malformed("JPEG pixels that are cut off", "whole ones");
      }
      StoredPixels.requireSize(layout, raster.getWidth(), raster.getHeight(), raster.getNumBands());
      int[] row = new int[layout.width()];
      short[] samples = new short[layout.pixels()];
      for (int y = 0; y < layout.height(); y++) {
        raster.getPixels(0, y, layout.width(), 1, row);
        for (int x = 0; x < row.length; x++) {
          samples[y * row.length + x] = (short) row[x];
        }
      }
      return samples;
    } catch (IOException | RuntimeException wrong) { // the reader throws both on damaged streams
      throw new Malformed("damaged JPEG pixels", "JPEG to decode");
    } finally {
      reader.dispose();
    }
  }
}
