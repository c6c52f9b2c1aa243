package ai.chestnut.radiograph;

import ai.chestnut.failure.FileException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Radiographs as PNG and JPEG files. The size in the header is checked before anything is decoded,
 * and every PNG checksum is verified: a damaged file is an error, never a black or half picture.
 */
public final class RadiographFiles {

  /** The shortest side that is still a radiograph, in pixels. */
  public static final int MIN_SIDE = 16;

  /** The longest side that is read, in pixels; detectors stay below 5,000. */
  public static final int MAX_SIDE = 12_000;

  private static final long MAX_BYTES = 1L << 30;
  private static final String SPACING_KEY = "chestnut:PixelSpacing"; // rowMm\columnMm, as in DICOM
  private static final AtomicLong PARTS = new AtomicLong();

  private RadiographFiles() {}

  /**
   * @return grey of 8 or 16 bit as the file has it; colour as luma, palettes resolved, alpha over
   *     black
   * @throws FileException if the file is missing, no PNG or JPEG, damaged, truncated, or smaller or
   *     larger than {@link #MIN_SIDE} and {@link #MAX_SIDE}
   */
  public static Radiograph read(Path file) {
    return read(file, false);
  }

  /**
   * As {@link #read}, but a palette image gives its indices: for label images.
   *
   * @throws FileException as {@link #read}
   */
  public static Radiograph readCodes(Path file) {
    return read(file, true);
  }

  /**
   * The text chunks of a PNG, by key; none for a JPEG.
   *
   * @throws FileException as {@link #read}
   */
  public static Map<String, String> readText(Path file) {
    byte[] bytes = bytes(file);
    return PngChunks.isPng(bytes) ? checkedPng(file, bytes).text() : Map.of();
  }

  /**
   * Writes a grey PNG of the radiograph's bit depth. Equal arguments give equal bytes. The file
   * appears whole or not at all.
   *
   * @param text chunks by key; Latin-1 as tEXt, other text as iTXt
   * @throws FileException if the folder is missing or not writable, or the disk is full
   */
  public static void write(Radiograph radiograph, Path file, Map<String, String> text) {
    store(png(radiograph, text), file);
  }

  /** The bytes that {@link #write} writes. */
  public static byte[] png(Radiograph radiograph, Map<String, String> text) {
    Map<String, String> all = new TreeMap<>(text);
    radiograph.spacing().ifPresent(s -> all.put(SPACING_KEY, s.rowMm() + "\\" + s.columnMm()));
    int width = radiograph.width();
    int height = radiograph.height();
    return PngEncoder.encode(width, height, radiograph.bitDepth(), 1, radiograph.samples(), all);
  }

  /**
   * Writes a colour PNG of 8 bit a channel, for pictures that people look at.
   *
   * @param rgb width * height values 0xRRGGBB, row-major
   * @throws FileException as {@link #write}
   */
  public static void writeColour(
      int width, int height, int[] rgb, Path file, Map<String, String> text) {
    if ((long) width * height != rgb.length) {
      throw new IllegalArgumentException(
          "picture: got " + rgb.length + " values, expected " + width + "x" + height);
    }
    byte[] samples = new byte[rgb.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      samples[3 * i] = (byte) (rgb[i] >> 16);
      samples[3 * i + 1] = (byte) (rgb[i] >> 8);
      samples[3 * i + 2] = (byte) rgb[i];
    }
    store(PngEncoder.encode(width, height, 8, 3, samples, text), file);
  }

  private static Radiograph read(Path file, boolean codes) {
    byte[] bytes = bytes(file);
    if (PngChunks.isPng(bytes)) {
      try {
        PngChunks header = PngChunks.header(bytes);
        requireSize(file, header.width(), header.height());
      } catch (PngChunks.Damaged e) {
        throw new FileException("image", file, reason(e), "a whole PNG", e);
      }
      PngChunks png = checkedPng(file, bytes);
      BufferedImage image = decode(file, bytes, "png");
      Radiograph read =
          codes ? GreyRaster.codes(image, png.colourType() == 3) : GreyRaster.luma(image);
      return spaced(file, read, png.text());
    }
    if (bytes.length > 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8) {
      return GreyRaster.luma(decode(file, bytes, "jpeg"));
    }
    String got = bytes.length == 0 ? "an empty file" : "a file that is neither";
    throw new FileException("image", file, got, "a PNG or JPEG");
  }

  private static PngChunks checkedPng(Path file, byte[] bytes) {
    try {
      return PngChunks.checked(bytes);
    } catch (PngChunks.Damaged e) {
      throw new FileException("image", file, reason(e), "a whole PNG", e);
    }
  }

  private static Radiograph spaced(Path file, Radiograph read, Map<String, String> text) {
    String spacing = text.get(SPACING_KEY);
    if (spacing == null) {
      return read;
    }
    String[] parts = spacing.split("\\\\", -1);
    try {
      return read.withSpacing(
          new PixelSpacing(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new FileException("pixel spacing", file, spacing, "two positive numbers of mm", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new FileException("image", file, "a folder", "a PNG or JPEG file");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new FileException("image", file, size + " bytes", "at most " + MAX_BYTES);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new FileException("image", file, "no such file", "a PNG or JPEG", e);
    } catch (IOException e) {
      throw new FileException("image", file, reason(e), "a readable file", e);
    }
  }

  private static BufferedImage decode(Path file, byte[] bytes, String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader reader = readers.next();
    AtomicBoolean cutOff = new AtomicBoolean();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            if (warning.contains("remature end")) { // libjpeg fills the rest with grey
              cutOff.set(true);
            }
          });
      requireSize(file, reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      if (cutOff.get()) {
        throw new FileException("image", file, "a truncated file", "a whole " + format);
      }
      return image;
    } catch (IOException | RuntimeException e) {
      if (e instanceof FileException known) {
        throw known;
      }
      throw new FileException(
          "image", file, "a damaged file (" + reason(e) + ")", "a " + format + " to decode", e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireSize(Path file, int width, int height) {
    String got = (width & 0xFFFFFFFFL) + "x" + (height & 0xFFFFFFFFL) + " pixels";
    if (width < MIN_SIDE || height < MIN_SIDE || width > MAX_SIDE || height > MAX_SIDE) {
      throw new FileException(
          "image size", file, got, "between " + MIN_SIDE + " and " + MAX_SIDE + " a side");
    }
    long needed = 12L * width * height; // colour decode plus grey copy, at worst
    if (needed > Runtime.getRuntime().maxMemory() / 4 * 3) {
      throw new FileException(
          "image size", file, got, "a picture that fits in memory; raise -Xmx or shrink it");
    }
  }

  private static void store(byte[] content, Path file) {
    Path whole = file.toAbsolutePath();
    Path part =
        whole.resolveSibling(
            "."
                + whole.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + PARTS.incrementAndGet()
                + ".part");
    try {
      Files.write(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException | UncheckedIOException left) {
        e.addSuppressed(left);
      }
      throw new FileException("image", file, reason(e), "a folder that can be written to", e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
