package ai.chestnut.server.jobs;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Problem;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.synthesis.Given;
import ai.chestnut.vocabulary.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The pictures of a request, as Base64 within its JSON. Their sizes are looked at before anything
 * is unpacked, so that a small file cannot become a large picture.
 */
public final class JobPictures {

  /** Pixels of a side, at most. */
  public static final int MOST_SIDE = 4096;

  private static final int LONGEST = 10 * 1024 * 1024;

  private JobPictures() {}

  /** What a job brings beside its words. */
  static Given given(Body body) {
    Given given = Given.NOTHING;
    Optional<byte[]> anatomy = bytes(body, "anatomy");
    if (anatomy.isPresent()) {
      given =
          given.withAnatomy(
              read(anatomy.get(), file -> MaskFiles.readAnatomy(file, Map.of())),
              AnatomySource.GIVEN);
    }
    Map<Finding, Coverage> regions = new EnumMap<>(Finding.class);
    for (Body each : body.objects("pathology", 20, "finding", "mask")) {
      byte[] mask =
          bytes(each, "mask")
              .orElseThrow(() -> Problem.badRequest("job.pathology.mask: expected a picture"));
      regions.put(finding(each), Coverage.of(read(mask, MaskFiles::readMask)));
    }
    if (!regions.isEmpty()) {
      given = given.withPathology(regions);
    }
    Optional<byte[]> from = bytes(body, "from");
    return from.isPresent() ? given.withFilm(film(from.get())) : given;
  }

  /** A film as it is handed in. */
  public static Radiograph film(byte[] bytes) {
    return read(bytes, RadiographFiles::read);
  }

  private static Finding finding(Body body) {
    String name = body.text("finding", 60).orElse("");
    return Finding.named(name)
        .orElseThrow(
            () -> new RequestException("pathology", "job", "'" + name + "'", "a finding's name"));
  }

  /** The bytes of a Base64 text. */
  public static Optional<byte[]> bytes(Body body, String name) {
    try {
      return body.text(name, LONGEST).map(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException wrong) {
      throw Problem.badRequest(name + ": expected a picture in Base64");
    }
  }

  private static <T> T read(byte[] bytes, Function<Path, T> reader) {
    requireModest(bytes);
    try {
      Path file = Files.createTempFile("chestnut-picture", ".png");
      try {
        Files.write(file, bytes);
        return reader.apply(file);
      } catch (FileException unreadable) {
        String message = String.valueOf(unreadable.getMessage());
        throw new Problem(422, message.replace(file.toString(), "picture"));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException wrong) {
      throw Trouble.writing(Path.of("picture"), wrong);
    }
  }

  /** Reads the header alone. */
  private static void requireModest(byte[] bytes) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new Problem(422, "picture: got neither PNG nor JPEG");
      }
      ImageReader reader = readers.next();
      try {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!format.equals("png") && !format.equals("jpeg")) {
          throw new Problem(422, "picture: got neither PNG nor JPEG");
        }
        reader.setInput(in);
        if (reader.getWidth(0) > MOST_SIDE || reader.getHeight(0) > MOST_SIDE) {
          throw new Problem(413, "picture: got more than " + MOST_SIDE + " pixels a side");
        }
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException damaged) {
      if (damaged instanceof Problem told) {
        throw told;
      }
      throw new Problem(422, "picture: got a damaged one");
    }
  }
}
