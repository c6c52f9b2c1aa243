package ai.chestnut.dicom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.vocabulary.Anatomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The masks as a binary segmentation (PS3.3, A.51): a segment each for the structures, the overlap
 * layers and the findings that have any pixel, and one frame a segment, of the film's own size and
 * tied to the film. A projection has no frame of reference.
 */
final class SegmentationObject {

  /** A mask with what it means. */
  record Segment(SegmentCodes.Meaning meaning, Mask mask, int rgb) {}

  /** Cool for structures, warm for findings; in the order of their number. */
  private static final int[] COLOURS = {
    0x5BC0DE, 0x5B8DDE, 0xE8A0BF, 0xC792EA, 0x9AA5B1, 0x8FBC8F, 0xBFB38A, 0x7FD1C7, 0xFFB000,
    0xFF5D5D, 0xFFE14D, 0xFF7AD9, 0x7CFF6B, 0xFF8C42, 0xC6FF4D, 0xFF4D8D
  };

  private SegmentationObject() {}

  static Optional<DicomInstance> of(StudyHeader header, DicomInstance film) {
    List<Segment> segments = segments(header.bundle());
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    String organization = header.uid("dimension");
    DataSet data =
        header
            .series(SopClass.SEGMENTATION, "SEG", 2, "Masks of the synthetic film")
            .put(Attribute.IMAGE_TYPE, "DERIVED", "PRIMARY")
            .put(Attribute.LOSSY_IMAGE_COMPRESSION, "00")
            .put(Attribute.PATIENT_ORIENTATION, "L", "F")
            .put(Attribute.SEGMENTATION_TYPE, "BINARY")
            .put(Attribute.CONTENT_LABEL, "MASKS")
            .put(Attribute.CONTENT_DESCRIPTION, "Anatomy and findings of a synthetic film")
            .put(Attribute.CONTENT_CREATOR_NAME, "Chestnut^Program")
            .put(
                Attribute.DIMENSION_ORGANIZATION_SEQUENCE,
                new DataSet().put(Attribute.DIMENSION_ORGANIZATION_UID, organization))
            .put(Attribute.DIMENSION_INDEX_SEQUENCE, index(organization))
            .put(
                Attribute.REFERENCED_SERIES_SEQUENCE,
                new DataSet()
                    .put(
                        Attribute.SERIES_INSTANCE_UID,
                        film.data().text(Attribute.SERIES_INSTANCE_UID))
                    .put(Attribute.REFERENCED_INSTANCE_SEQUENCE, film.reference()));
    String software = header.bundle().study().provenance().software();
    List<DataSet> described = new ArrayList<>();
    List<DataSet> frames = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      described.add(describe(i + 1, segments.get(i), software));
      frames.add(frame(i + 1, film));
    }
    data.put(Attribute.SEGMENT_SEQUENCE, described)
        .put(Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared(film))
        .put(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
    pixels(data, segments);
    return Optional.of(new DicomInstance("segmentation.dcm", data));
  }

  private static List<Segment> segments(StudyBundle bundle) {
    List<Segment> all = new ArrayList<>();
    bundle.anatomy().ifPresent(map -> structures(map, all));
    bundle
        .pathology()
        .masks()
        .forEach(
            (finding, mask) ->
                all.add(
                    new Segment(
                        SegmentCodes.maskOf(finding), mask, COLOURS[8 + finding.ordinal() % 8])));
    return all.stream().filter(segment -> !segment.mask().isEmpty()).toList();
  }

  private static void structures(AnatomyMap map, List<Segment> all) {
    for (Anatomy structure : Anatomy.values()) {
      all.add(
          new Segment(
              SegmentCodes.of(structure), map.of(structure), COLOURS[structure.ordinal() % 8]));
    }
    map.layers()
        .forEach(
            (layer, mask) ->
                all.add(
                    new Segment(SegmentCodes.of(layer), mask, COLOURS[4 + layer.ordinal() % 4])));
  }

  private static DataSet index(String organization) {
    return new DataSet()
        .put(Attribute.DIMENSION_INDEX_POINTER, Attribute.REFERENCED_SEGMENT_NUMBER.tag())
        .put(Attribute.FUNCTIONAL_GROUP_POINTER, Attribute.SEGMENT_IDENTIFICATION_SEQUENCE.tag())
        .put(Attribute.DIMENSION_ORGANIZATION_UID, organization);
  }

  private static DataSet describe(int number, Segment segment, String software) {
    SegmentCodes.Meaning meaning = segment.meaning();
    int[] colour = CieLab.of(segment.rgb());
    DataSet type = meaning.type().item();
    meaning
        .side()
        .ifPresent(
            side -> type.put(Attribute.SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE, side));
    return new DataSet()
        .put(Attribute.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, meaning.category())
        .put(Attribute.SEGMENT_NUMBER, number)
        .put(Attribute.SEGMENT_LABEL, meaning.label())
        .put(
            Attribute.SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE,
            new DataSet()
                .put(Attribute.ALGORITHM_FAMILY_CODE_SEQUENCE, SegmentCodes.ARTIFICIAL_INTELLIGENCE)
                .put(Attribute.ALGORITHM_VERSION, software)
                .put(Attribute.ALGORITHM_NAME, "Chestnut"))
        .put(Attribute.SEGMENT_ALGORITHM_TYPE, "AUTOMATIC")
        .put(Attribute.SEGMENT_ALGORITHM_NAME, "Chestnut")
        .put(Attribute.RECOMMENDED_DISPLAY_CIELAB_VALUE, colour[0], colour[1], colour[2])
        .put(Attribute.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, type);
  }

  private static DataSet shared(DicomInstance film) {
    DataSet shared = new DataSet();
    String spacing = String.join("\\", film.data().texts(Attribute.IMAGER_PIXEL_SPACING));
    if (!spacing.isEmpty()) {
      shared.put(
          Attribute.PIXEL_MEASURES_SEQUENCE,
          new DataSet().put(Attribute.PIXEL_SPACING, spacing).put(Attribute.SLICE_THICKNESS, "1"));
    }
    return shared;
  }

  private static DataSet frame(int segment, DicomInstance film) {
    DataSet source =
        film.reference()
            .put(Attribute.SPATIAL_LOCATIONS_PRESERVED, "YES")
            .put(
                Attribute.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                Code.dcm("121322", "Source image for image processing operation"));
    return new DataSet()
        .put(
            Attribute.FRAME_CONTENT_SEQUENCE,
            new DataSet().put(Attribute.DIMENSION_INDEX_VALUES, segment))
        .put(
            Attribute.DERIVATION_IMAGE_SEQUENCE,
            new DataSet()
                .put(Attribute.SOURCE_IMAGE_SEQUENCE, source)
                .put(Attribute.DERIVATION_CODE_SEQUENCE, Code.dcm("113076", "Segmentation")))
        .put(
            Attribute.SEGMENT_IDENTIFICATION_SEQUENCE,
            new DataSet().put(Attribute.REFERENCED_SEGMENT_NUMBER, segment));
  }

  /** One bit a pixel, the first in the lowest bit, frames without a gap (PS3.5, 8.2). */
  private static void pixels(DataSet data, List<Segment> segments) {
    Mask first = segments.get(0).mask();
    int size = first.width() * first.height();
    byte[] packed = new byte[(int) (((long) size * segments.size() + 7) / 8)];
    for (int i = 0; i < segments.size(); i++) {
      long start = (long) i * size;
      segments.get(i).mask().bits().stream()
          .forEach(bit -> packed[(int) ((start + bit) / 8)] |= (byte) (1 << ((start + bit) % 8)));
    }
    data.put(Attribute.SAMPLES_PER_PIXEL, 1)
        .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .put(Attribute.NUMBER_OF_FRAMES, segments.size())
        .put(Attribute.ROWS, first.height())
        .put(Attribute.COLUMNS, first.width())
        .put(Attribute.BITS_ALLOCATED, 1)
        .put(Attribute.BITS_STORED, 1)
        .put(Attribute.HIGH_BIT, 0)
        .put(Attribute.PIXEL_REPRESENTATION, 0)
        .put(Attribute.PIXEL_DATA, Element.Value.of(Vr.OB, packed));
  }
}
