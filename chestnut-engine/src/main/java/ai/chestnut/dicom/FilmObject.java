package ai.chestnut.dicom;

import ai.chestnut.radiograph.PixelSpacing;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The film as DX, CR or SC (PS3.3, A.26, A.2, A.8). */
final class FilmObject {

  /** The longer side of a film whose spacing nobody knows: 17 inches, the largest cassette. */
  private static final double NOMINAL_MM = 431.8;

  private FilmObject() {}

  /**
   * @param bitsStored 8 to 16; values are scaled to it and rounded
   */
  static DicomInstance of(StudyHeader header, FilmKind kind, int bitsStored) {
    Radiograph film = header.bundle().film();
    DataSet data =
        header
            .series(kind.sopClass(), kind.modality(), 1, "Synthetic film")
            .put(Attribute.IMAGE_TYPE, "DERIVED", "PRIMARY")
            .put(
                Attribute.DERIVATION_DESCRIPTION,
                "Made by a program: no radiation, no patient. AI-generated.")
            .put(Attribute.BODY_PART_EXAMINED, "CHEST")
            .put(Attribute.PATIENT_ORIENTATION, "L", "F")
            .put(Attribute.IMAGE_COMMENTS, comments(film))
            .put(Attribute.BURNED_IN_ANNOTATION, "NO")
            .put(Attribute.RECOGNIZABLE_VISUAL_FEATURES, "NO")
            .put(Attribute.LOSSY_IMAGE_COMPRESSION, "00");
    pixels(data, film, bitsStored);
    // the window that shows every value as it is (PS3.3, C.11.2.1.2.1)
    data.put(Attribute.WINDOW_CENTER, 1 << (bitsStored - 1))
        .put(Attribute.WINDOW_WIDTH, 1 << bitsStored);
    switch (kind) {
      case DX -> digital(data, film, header.prompt().view());
      case CR -> computed(data, film, header.prompt().view());
      case SC -> data.put(Attribute.CONVERSION_TYPE, "SYN");
    }
    return new DicomInstance("film.dcm", data);
  }

  private static String comments(Radiograph film) {
    return film.spacing().isPresent()
        ? "Synthetic. Not for diagnosis."
        : "Synthetic. Not for diagnosis. The pixel spacing is nominal.";
  }

  private static void digital(DataSet data, Radiograph film, Optional<View> view) {
    spaced(data, film);
    data.put(Attribute.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
        .put(Attribute.IMAGE_LATERALITY, "U")
        .put(Attribute.ANATOMIC_REGION_SEQUENCE, SegmentCodes.CHEST)
        .put(Attribute.ACQUISITION_DATE, data.text(Attribute.CONTENT_DATE))
        .put(Attribute.ACQUISITION_TIME, data.text(Attribute.CONTENT_TIME))
        .putEmpty(Attribute.DETECTOR_TYPE)
        .putEmpty(Attribute.POSITIONER_TYPE)
        .putEmpty(Attribute.ACQUISITION_CONTEXT_SEQUENCE)
        .put(Attribute.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
        .put(Attribute.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
        .put(Attribute.RESCALE_INTERCEPT, "0")
        .put(Attribute.RESCALE_SLOPE, "1")
        .put(Attribute.RESCALE_TYPE, "US")
        .put(Attribute.PRESENTATION_LUT_SHAPE, "IDENTITY");
    if (view.isPresent()) {
      DataSet code = SegmentCodes.of(view.get()).item();
      data.put(Attribute.VIEW_POSITION, view.get().word())
          .put(Attribute.VIEW_CODE_SEQUENCE, code.putEmpty(Attribute.VIEW_MODIFIER_CODE_SEQUENCE));
    }
  }

  private static void computed(DataSet data, Radiograph film, Optional<View> view) {
    spaced(data, film);
    data.put(Attribute.VIEW_POSITION, view.map(View::word).orElse(""));
  }

  private static void spaced(DataSet data, Radiograph film) {
    PixelSpacing spacing = film.spacing().orElse(nominal(film));
    data.put(Attribute.IMAGER_PIXEL_SPACING, spacing.rowMm(), spacing.columnMm());
  }

  private static PixelSpacing nominal(Radiograph film) {
    double mm = NOMINAL_MM / Math.max(film.width(), film.height());
    return new PixelSpacing(mm, mm);
  }

  private static void pixels(DataSet data, Radiograph film, int bits) {
    int allocated = bits > 8 ? 16 : 8;
    int own = film.bitDepth();
    long top = (1L << own) - 1;
    ByteBuffer bytes =
        ByteBuffer.allocate(film.width() * film.height() * allocated / 8)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < film.width() * film.height(); i++) {
      long value = film.at(i % film.width(), i / film.width());
      long scaled = bits == own ? value : (value * ((1L << bits) - 1) * 2 + top) / (2 * top);
      if (allocated == 16) {
        bytes.putShort((short) scaled);
      } else {
        bytes.put((byte) scaled);
      }
    }
    data.put(Attribute.SAMPLES_PER_PIXEL, 1)
        .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .put(Attribute.ROWS, film.height())
        .put(Attribute.COLUMNS, film.width())
        .put(Attribute.BITS_ALLOCATED, allocated)
        .put(Attribute.BITS_STORED, bits)
        .put(Attribute.HIGH_BIT, bits - 1)
        .put(Attribute.PIXEL_REPRESENTATION, 0)
        .put(
            Attribute.PIXEL_DATA, Element.Value.of(allocated == 16 ? Vr.OW : Vr.OB, bytes.array()));
  }
}
