package ai.chestnut.dicom;

import ai.chestnut.failure.RequestException;
import ai.chestnut.study.StudyBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A synthetic study as DICOM objects: the film, the masks as a segmentation of it, the report. The
 * objects follow from the study alone: equal studies give equal bytes and equal UIDs.
 *
 * @param archive a name that stands in the patient's placeholder, such as the archive's
 * @param kind as what the film is written
 * @param bitsStored 8 to 16; the film's own depth where empty
 */
public record StudyDicom(String archive, FilmKind kind, OptionalInt bitsStored) {

  /**
   * @throws RequestException if the bits stored are not 8 to 16
   */
  public StudyDicom {
    if (bitsStored.isPresent() && (bitsStored.getAsInt() < 8 || bitsStored.getAsInt() > 16)) {
      throw new RequestException(
          "bits stored", "DICOM", String.valueOf(bitsStored.getAsInt()), "8 to 16");
    }
  }

  /** A film as DX of its own depth. */
  public static StudyDicom of(String archive) {
    return new StudyDicom(archive, FilmKind.DX, OptionalInt.empty());
  }

  public StudyDicom withKind(FilmKind other) {
    return new StudyDicom(archive, other, bitsStored);
  }

  public StudyDicom withBitsStored(int bits) {
    return new StudyDicom(archive, kind, OptionalInt.of(bits));
  }

  /**
   * The film; the masks where there are any; the report where there is one.
   *
   * @throws RequestException if the film is not known to be synthetic: a real one has a DICOM file
   *     of its own, and this one would lie about its patient
   */
  public List<DicomInstance> instances(StudyBundle bundle) {
    if (!bundle.study().provenance().synthetic()) {
      throw new RequestException(
          "study", bundle.study().id(), "a film not known to be synthetic", "a synthetic one");
    }
    StudyHeader header = new StudyHeader(this, bundle);
    int bits = bitsStored.orElse(bundle.film().bitDepth());
    List<DicomInstance> all = new ArrayList<>();
    all.add(FilmObject.of(header, kind, bits));
    SegmentationObject.of(header, all.get(0)).ifPresent(all::add);
    ReportObject.of(header, List.copyOf(all)).ifPresent(all::add);
    return List.copyOf(all);
  }
}
