package ai.chestnut.dicom;

import java.util.List;

/** The samples of a film as its file holds them, packed in whatever way. */
final class StoredPixels {

  private StoredPixels() {}

  /**
   * @return width * height samples, row-major, to be read as unsigned; the layout says what they
   *     mean
   */
  static short[] of(TransferSyntax syntax, DataSet data, PixelLayout layout) throws Malformed {
    Element element =
        data.get(Attribute.PIXEL_DATA).orElseThrow(() -> new Malformed("no pixels", "a film"));
    if (syntax.pixels() == TransferSyntax.Pixels.PLAIN) {
      return plain(element, layout);
    }
    if (!(element instanceof Element.Fragments fragments) || fragments.pieces().isEmpty()) {
      throw new Malformed("pixels that are not compressed", "those of " + syntax);
    }
    byte[] stream = joined(fragments.pieces());
    return switch (syntax.pixels()) {
      case RLE -> RunLengths.decode(stream, layout);
      case JPEG -> Jpeg.decode(stream, layout);
      case JPEG_LS -> JpegLs.decode(stream, layout);
      case JPEG_2000 -> Jpeg2000.decode(stream, layout);
      case PLAIN -> throw new IllegalStateException("plain pixels were read above");
    };
  }

  private static short[] plain(Element element, PixelLayout layout) throws Malformed {
    if (!(element instanceof Element.Value value)) {
      throw new Malformed("pixels in pieces", "plain ones");
    }
    long needed = (long) layout.pixels() * layout.allocated() / 8;
    if (value.length() < needed) {
      throw new Malformed(value.length() + " bytes of pixels", needed + " bytes");
    }
    short[] samples = new short[layout.pixels()];
    byte[] source = value.source();
    int at = value.offset();
    for (int i = 0; i < samples.length; i++) {
      if (layout.allocated() == 8) {
        samples[i] = (short) (source[at + i] & 0xFF);
      } else {
        samples[i] = (short) (source[at + 2 * i] & 0xFF | source[at + 2 * i + 1] << 8);
      }
    }
    return samples;
  }

  /** A film of one frame: all pieces belong to it (PS3.5, A.4). */
  private static byte[] joined(List<Element.Value> pieces) throws Malformed {
    long length = pieces.stream().mapToLong(Element.Value::length).sum();
    if (length > Integer.MAX_VALUE - 16) {
      throw new Malformed(length + " bytes of pixels", "fewer");
    }
    byte[] all = new byte[(int) length];
    int at = 0;
    for (Element.Value piece : pieces) {
      System.arraycopy(piece.source(), piece.offset(), all, at, piece.length());
      at += piece.length();
    }
    return all;
  }

  /** Holds that a compressed picture is of the size that the data set promised. */
  static void requireSize(PixelLayout layout, int width, int height, int components)
      throws Malformed {
    if (width != layout.width() || height != layout.height() || components != 1) {
      throw new Malformed(
          "a compressed picture of " + width + "x" + height + " with " + components + " components",
          layout.width() + "x" + layout.height() + " with one");
    }
  }
}
