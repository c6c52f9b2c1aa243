package ai.chestnut.dicom;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.Sha256;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.vocabulary.Sex;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What all objects of one study have in common: a patient who was never born, a study at a fixed
 * and fictitious time, the equipment, and the mark that all of it is synthetic (PS3.3, C.12.1:
 * Synthetic Data, and Contributing Equipment with purpose 109100, "Synthesizing Equipment").
 */
final class StudyHeader {

  private static final String DATE = "20000101";
  private static final String TIME = "000000";
  private static final String MAKER = "Chestnut";
  private static final int NAME = 40;

  private final String archive;
  private final StudyBundle bundle;
  private final Prompt prompt;
  private final String key;

  StudyHeader(StudyDicom form, StudyBundle bundle) {
    this.archive = plain(form.archive());
    this.bundle = bundle;
    this.prompt = new ReportReader().read(bundle.study().asked().prompt());
    this.key = form.kind().word() + "\n" + form.bitsStored() + "\n" + key(bundle);
  }

  Prompt prompt() {
    return prompt;
  }

  StudyBundle bundle() {
    return bundle;
  }

  /** A UID of this study and no other; the same for the same study. */
  String uid(String... names) {
    String[] all = new String[names.length + 2];
    all[0] = archive;
    all[1] = key;
    System.arraycopy(names, 0, all, 2, names.length);
    return Uids.of(all);
  }

  /** Patient, study, series, equipment and SOP common modules (PS3.3, C.7 and C.12). */
  DataSet series(SopClass sopClass, String modality, int number, String description) {
    SyntheticStudy study = bundle.study();
    DataSet data =
        new DataSet()
            .put(Attribute.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
            .put(Attribute.SOP_CLASS_UID, sopClass.uid())
            .put(Attribute.SOP_INSTANCE_UID, uid("instance", sopClass.uid()))
            .put(Attribute.SYNTHETIC_DATA, "YES")
            .put(Attribute.STUDY_DATE, DATE)
            .put(Attribute.SERIES_DATE, DATE)
            .put(Attribute.CONTENT_DATE, DATE)
            .put(Attribute.STUDY_TIME, TIME)
            .put(Attribute.SERIES_TIME, TIME)
            .put(Attribute.CONTENT_TIME, TIME)
            .putEmpty(Attribute.ACCESSION_NUMBER)
            .put(Attribute.MODALITY, modality)
            .put(Attribute.MANUFACTURER, MAKER)
            .putEmpty(Attribute.REFERRING_PHYSICIAN_NAME)
            .put(Attribute.STUDY_DESCRIPTION, "Synthetic chest radiograph. Not for diagnosis.")
            .put(Attribute.SERIES_DESCRIPTION, description)
            .put(Attribute.MODEL_NAME, study.asked().method())
            .put(Attribute.PATIENT_NAME, "SYNTHETIC^" + archive + "-" + study.id())
            .put(Attribute.PATIENT_ID, "SYN-" + archive + "-" + study.id())
            .put(Attribute.ISSUER_OF_PATIENT_ID, MAKER)
            .putEmpty(Attribute.PATIENT_BIRTH_DATE)
            .put(Attribute.PATIENT_SEX, prompt.sex().map(Sex::word).orElse(""))
            .put(Attribute.PATIENT_COMMENTS, "This patient does not exist.")
            .put(Attribute.DEVICE_SERIAL_NUMBER, "SYNTHETIC")
            .put(Attribute.SOFTWARE_VERSIONS, study.provenance().software())
            .put(Attribute.CONTRIBUTING_EQUIPMENT_SEQUENCE, equipment())
            .put(Attribute.STUDY_INSTANCE_UID, uid("study"))
            .put(Attribute.SERIES_INSTANCE_UID, uid("series", sopClass.uid()))
            .put(Attribute.STUDY_ID, study.id())
            .put(Attribute.SERIES_NUMBER, number)
            .put(Attribute.INSTANCE_NUMBER, 1);
    prompt.ageYears().ifPresent(age -> data.put(Attribute.PATIENT_AGE, age(age)));
    return data;
  }

  private static String age(int years) {
    return String.format(Locale.ROOT, "%03dY", years);
  }

  private DataSet equipment() {
    SyntheticStudy study = bundle.study();
    StringBuilder how =
        new StringBuilder("method " + study.asked().method())
            .append(", seed ")
            .append(study.asked().seed())
            .append(", index ")
            .append(study.asked().index())
            .append(", prompt sha256 ")
            .append(Sha256.of(study.asked().prompt()));
    for (ModelUsed model : study.provenance().models()) {
      String more = ", " + model.name() + " sha256 " + model.sha256();
      if (how.length() + more.length() <= 1024) { // the length of an ST
        how.append(more);
      }
    }
    return new DataSet()
        .put(Attribute.MANUFACTURER, MAKER)
        .put(Attribute.MODEL_NAME, study.asked().method())
        .put(Attribute.SOFTWARE_VERSIONS, study.provenance().software())
        .put(Attribute.CONTRIBUTION_DESCRIPTION, how.toString())
        .put(
            Attribute.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
            Code.dcm("109100", "Synthesizing Equipment"));
  }

  /** Content that makes two studies different: films, words, seeds and models. */
  private static String key(StudyBundle bundle) {
    SyntheticStudy study = bundle.study();
    Radiograph film = bundle.film();
    ByteBuffer pixels = ByteBuffer.allocate(2 * film.width() * film.height());
    for (int i = 0; i < film.width() * film.height(); i++) {
      pixels.putShort((short) film.at(i % film.width(), i / film.width()));
    }
    return String.join(
        "\n",
        study.id(),
        study.asked().toString(),
        study.report(),
        study.provenance().software(),
        study.provenance().models().toString(),
        bundle.film().toString(),
        Sha256.of(pixels.array()));
  }

  /** Letters, digits, dots and hyphens alone, at most 40: what any attribute may hold. */
  private static String plain(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9.-]+", "-");
    return safe.length() > NAME ? safe.substring(0, NAME) : safe;
  }
}
