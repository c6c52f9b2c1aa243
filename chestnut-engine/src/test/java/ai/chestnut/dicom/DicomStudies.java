package ai.chestnut.dicom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.Asked;
import ai.chestnut.study.Facts;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;
import java.util.Optional;

/** Studies to write as DICOM: procedural films, whose masks are exact. */
final class DicomStudies {

  private DicomStudies() {}

  /** A left effusion, a right pneumothorax, and no fracture. */
  static StudyBundle phantom(int index, int size, int bitDepth) {
    List<Observation> findings =
        List.of(
            Observation.present(Finding.PLEURAL_EFFUSION).withLaterality(Laterality.LEFT),
            Observation.present(Finding.PNEUMOTHORAX).withLaterality(Laterality.RIGHT),
            Observation.present(Finding.FRACTURE).withCertainty(Certainty.ABSENT));
    PhantomStudy made =
        ThoraxPhantom.sampleWith(
            PhantomFamily.A,
            RandomStream.of(11, index, "phantom"),
            size,
            Optional.of(View.PA),
            Optional.of(Sex.FEMALE),
            findings);
    Radiograph film = made.film().withBitDepth(bitDepth);
    return bundle(made, film, index);
  }

  /** A film of 64x48 without masks. */
  static StudyBundle oblong(int bitDepth) {
    StudyBundle square = phantom(1, 64, bitDepth);
    short[] pixels = new short[64 * 48];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) square.film().at(i % 64, 8 + i / 64);
    }
    Radiograph film = Radiograph.of(64, 48, bitDepth, pixels);
    return StudyBundle.of(square.study().withAnatomySource(AnatomySource.NONE), film);
  }

  private static StudyBundle bundle(PhantomStudy made, Radiograph film, int index) {
    AnatomyMap anatomy = made.anatomy();
    SyntheticStudy study =
        SyntheticStudy.unverified(
                Asked.of("phantom", made.prompt(), 11, index),
                new ReportWriter().canonical(made.prompt()),
                Provenance.of(
                    "chestnut 0.0.0", List.of(new ModelUsed("none", "0".repeat(64))), Facts.NONE))
            .withAnatomySource(AnatomySource.GENERATED);
    return new StudyBundle(study, film, Optional.of(anatomy), made.pathology());
  }
}
