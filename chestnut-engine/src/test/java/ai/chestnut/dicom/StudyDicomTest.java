package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.PixelSpacing;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.Asked;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyDicomTest {

  private static final StudyDicom FORM = StudyDicom.of("archive of tests");
  private static final StudyBundle STUDY = DicomStudies.phantom(0, 64, 8);

  private static DataSet read(DicomInstance instance) throws Malformed {
    return DicomParser.file(instance.file(), 1 << 24).data();
  }

  private static Radiograph film(DicomInstance instance) throws Malformed {
    return DicomFilm.of(instance.file(), 1 << 24).film();
  }

  @ParameterizedTest
  @EnumSource(FilmKind.class)
  void aFilmComesBackPixelForPixel(FilmKind kind) throws Malformed {
    for (int depth : new int[] {8, 16}) {
      StudyBundle bundle = DicomStudies.oblong(depth);
      Radiograph back = film(FORM.withKind(kind).instances(bundle).get(0));
      assertThat(back.bitDepth()).isEqualTo(depth);
      assertThat(back.unit()).isEqualTo(bundle.film().unit());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 14, 15, 16})
  void anyNumberOfBitsKeepsTheFilmWithinItsOwnStep(int bits) throws Malformed {
    StudyBundle bundle = DicomStudies.oblong(16);
    DicomInstance written = FORM.withBitsStored(bits).instances(bundle).get(0);
    assertThat(read(written).whole(Attribute.BITS_STORED)).hasValue(bits);
    float[] back = film(written).unit();
    float[] own = bundle.film().unit();
    double step = 1.0 / ((1 << bits) - 1);
    for (int i = 0; i < own.length; i++) {
      assertThat((double) Math.abs(back[i] - own[i])).isLessThanOrEqualTo(step * 0.51 + 1e-5);
    }
  }

  @Test
  void theSpacingIsKeptOrSaidToBeNominal() throws Malformed {
    StudyBundle bundle = DicomStudies.oblong(8);
    Radiograph spaced = bundle.film().withSpacing(new PixelSpacing(0.2, 0.3));
    StudyBundle known = StudyBundle.of(bundle.study(), spaced);
    assertThat(film(FORM.instances(known).get(0)).spacing()).contains(new PixelSpacing(0.2, 0.3));
    DataSet nominal = read(FORM.instances(bundle).get(0));
    assertThat(nominal.decimals(Attribute.IMAGER_PIXEL_SPACING))
        .containsExactly(6.746875, 6.746875);
    assertThat(nominal.text(Attribute.IMAGE_COMMENTS)).contains("nominal");
  }

  @Test
  void everyObjectSaysThatItIsSynthetic() throws Malformed {
    List<DicomInstance> all = FORM.instances(STUDY);
    assertThat(all)
        .extracting(DicomInstance::name)
        .containsExactly("film.dcm", "segmentation.dcm", "report.dcm");
    for (DicomInstance instance : all) {
      DataSet data = read(instance);
      assertThat(data.text(Attribute.SYNTHETIC_DATA)).isEqualTo("YES");
      DataSet maker = data.items(Attribute.CONTRIBUTING_EQUIPMENT_SEQUENCE).get(0);
      DataSet purpose = maker.items(Attribute.PURPOSE_OF_REFERENCE_CODE_SEQUENCE).get(0);
      assertThat(purpose.text(Attribute.CODE_VALUE)).isEqualTo("109100");
      assertThat(purpose.text(Attribute.CODING_SCHEME_DESIGNATOR)).isEqualTo("DCM");
      assertThat(maker.text(Attribute.CONTRIBUTION_DESCRIPTION)).contains("seed 11", "sha256");
      assertThat(data.text(Attribute.PATIENT_NAME)).isEqualTo("SYNTHETIC^archive-of-tests-000000");
      assertThat(data.text(Attribute.PATIENT_SEX)).isEqualTo("F");
      assertThat(data.text(Attribute.PATIENT_AGE)).matches("0\\d\\dY");
    }
    assertThat(DicomFilm.of(all.get(0).file(), 1 << 24).synthetic()).isTrue();
  }

  @Test
  void equalStudiesHaveEqualBytesAndOthersOtherIdentifiers() {
    List<DicomInstance> one = FORM.instances(STUDY);
    List<DicomInstance> again = FORM.instances(DicomStudies.phantom(0, 64, 8));
    Set<String> identifiers = new HashSet<>();
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i).file()).isEqualTo(again.get(i).file());
      identifiers.add(one.get(i).sopInstanceUid());
    }
    FORM.instances(DicomStudies.phantom(1, 64, 8))
        .forEach(i -> identifiers.add(i.sopInstanceUid()));
    StudyDicom.of("another").instances(STUDY).forEach(i -> identifiers.add(i.sopInstanceUid()));
    FORM.withKind(FilmKind.CR).instances(STUDY).forEach(i -> identifiers.add(i.sopInstanceUid()));
    FORM.withBitsStored(10).instances(STUDY).forEach(i -> identifiers.add(i.sopInstanceUid()));
    assertThat(identifiers).hasSize(15).allMatch(uid -> uid.matches("2\\.25\\.[1-9]\\d{20,38}"));
  }

  @Test
  void segmentsAreTheMasksBitForBit() throws Malformed {
    DataSet data = read(FORM.instances(STUDY).get(1));
    byte[] packed = new byte[data.bytes(Attribute.PIXEL_DATA).orElseThrow().remaining()];
    data.bytes(Attribute.PIXEL_DATA).orElseThrow().get(packed);
    List<DataSet> segments = data.items(Attribute.SEGMENT_SEQUENCE);
    assertThat(data.whole(Attribute.NUMBER_OF_FRAMES)).hasValue(segments.size());
    assertThat(data.items(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)).hasSameSizeAs(segments);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < segments.size(); i++) {
      String label = segments.get(i).text(Attribute.SEGMENT_LABEL);
      int start = i * 64 * 64;
      Mask mask =
          Mask.where(64, 64, at -> (packed[(start + at) / 8] >> ((start + at) % 8) & 1) == 1);
      assertThat(mask).as(label).isEqualTo(expected(label));
      seen.add(label);
    }
    assertThat(seen).contains("left lung", "heart", "Pleural Effusion", "Pneumothorax", "ribs");
  }

  private static Mask expected(String label) {
    var structure = Anatomy.named(label);
    var finding = Finding.named(label);
    if (structure.isPresent()) {
      return STUDY.anatomy().orElseThrow().of(structure.get());
    }
    if (finding.isPresent()) {
      return STUDY.pathology().of(finding.get()).orElseThrow();
    }
    return STUDY.anatomy().orElseThrow().layers().entrySet().stream()
        .filter(layer -> layer.getKey().slug().equals(label))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0,60046008,410515003", "1,36118008,410515003", "2,125605004,410516002"})
  void theReportHoldsEveryObservationCoded(int index, String concept, String context)
      throws Malformed {
    DataSet data = read(FORM.instances(STUDY).get(2));
    List<DataSet> content = data.items(Attribute.CONTENT_SEQUENCE);
    List<DataSet> findings = content.get(4).items(Attribute.CONTENT_SEQUENCE);
    assertThat(findings.get(0).text(Attribute.TEXT_VALUE)).isEqualTo(STUDY.study().report());
    DataSet finding = findings.get(1 + index);
    assertThat(code(finding)).isEqualTo(concept);
    assertThat(code(finding.items(Attribute.CONTENT_SEQUENCE).get(0))).isEqualTo(context);
  }

  private static String code(DataSet item) {
    return item.items(Attribute.CONCEPT_CODE_SEQUENCE).get(0).text(Attribute.CODE_VALUE);
  }

  @Test
  void aFilmThatMayBeRealIsRefused() {
    Provenance real = Provenance.ofReview(false, "chestnut 0.0.0", List.of());
    SyntheticStudy study =
        SyntheticStudy.unverified(
            new Asked("review", "", 0, 0, List.of(), Map.of(), List.of()), "", real);
    StudyBundle bundle = StudyBundle.of(study, STUDY.film());
    assertThatThrownBy(() -> FORM.instances(bundle))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("not known to be synthetic");
  }

  @Test
  void aStudyWithoutMasksOrWordsIsAFilmAlone() {
    SyntheticStudy study =
        SyntheticStudy.unverified(
            new Asked("pggan", "", 1, 0, List.of(), Map.of(), List.of()),
            "",
            DicomStudies.oblong(8).study().provenance());
    assertThat(FORM.instances(StudyBundle.of(study, STUDY.film()))).hasSize(1);
  }

  @Test
  void bitsBeyondTheFormatAreRefused() {
    assertThatThrownBy(() -> FORM.withBitsStored(7)).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> FORM.withBitsStored(17)).isInstanceOf(RequestException.class);
  }

  @Test
  void everyWordOfTheVocabularyHasACode() {
    Set<String> codes = new HashSet<>();
    for (Finding finding : Finding.values()) {
      codes.add(SegmentCodes.of(finding).value());
    }
    assertThat(codes).hasSize(Finding.values().length);
    for (Anatomy structure : Anatomy.values()) {
      assertThat(SegmentCodes.of(structure).type().meaning()).isNotEmpty();
    }
  }
}
