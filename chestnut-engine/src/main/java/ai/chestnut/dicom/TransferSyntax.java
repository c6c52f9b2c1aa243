package ai.chestnut.dicom;

import java.util.Optional;

/**
 * How a file lays out its data set and its pixels (PS3.5, section 10 and annex A): those that are
 * read. Chestnut writes {@link #EXPLICIT_LITTLE}.
 */
public enum TransferSyntax {
  IMPLICIT_LITTLE("1.2.840.10008.1.2", Pixels.PLAIN),
  EXPLICIT_LITTLE("1.2.840.10008.1.2.1", Pixels.PLAIN),
  DEFLATED("1.2.840.10008.1.2.1.99", Pixels.PLAIN),
  EXPLICIT_BIG("1.2.840.10008.1.2.2", Pixels.PLAIN),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50", Pixels.JPEG),
  JPEG_EXTENDED("1.2.840.10008.1.2.4.51", Pixels.JPEG),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", Pixels.JPEG),
  JPEG_LOSSLESS_FIRST_ORDER("1.2.840.10008.1.2.4.70", Pixels.JPEG),
  JPEG_LS_LOSSLESS("1.2.840.10008.1.2.4.80", Pixels.JPEG_LS),
  JPEG_LS_NEAR_LOSSLESS("1.2.840.10008.1.2.4.81", Pixels.JPEG_LS),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", Pixels.JPEG_2000),
  JPEG_2000("1.2.840.10008.1.2.4.91", Pixels.JPEG_2000),
  RLE("1.2.840.10008.1.2.5", Pixels.RLE);

  /** How the pixels are packed. */
  enum Pixels {
    PLAIN,
    RLE,
    JPEG,
    JPEG_LS,
    JPEG_2000
  }

  private final String uid;
  private final Pixels pixels;

  TransferSyntax(String uid, Pixels pixels) {
    this.uid = uid;
    this.pixels = pixels;
  }

  public String uid() {
    return uid;
  }

  Pixels pixels() {
    return pixels;
  }

  boolean isExplicit() {
    return this != IMPLICIT_LITTLE;
  }

  boolean isBigEndian() {
    return this == EXPLICIT_BIG;
  }

  /** The syntax of a UID; none for those that are not read, such as video. */
  public static Optional<TransferSyntax> of(String uid) {
    for (TransferSyntax syntax : values()) {
      if (syntax.uid.equals(uid)) {
        return Optional.of(syntax);
      }
    }
    return Optional.empty();
  }
}
