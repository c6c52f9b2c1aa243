package ai.chestnut.dicom;

import ai.chestnut.prompt.Observation;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report as a structured one (PS3.3, A.35.3; PS3.16, TID 2000): the words, and every
 * observation as a coded finding with context, side, severity and zones, inferred from the film.
 */
final class ReportObject {

  private static final Code TITLE = new Code("18748-4", "LN", "Diagnostic imaging report");
  private static final Code LANGUAGE =
      Code.dcm("121049", "Language of Content Item and Descendants");
  private static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
  private static final Code FINDINGS = Code.dcm("121070", "Findings");
  private static final Code FINDING = Code.dcm("121071", "Finding");
  private static final Code CONTEXT = Code.sct("408729009", "Finding context");
  private static final Code SIDE = Code.sct("272741003", "Laterality");
  private static final Code SEVERITY = Code.sct("246112005", "Severity");
  private static final Code ZONE = Code.sct("363698007", "Finding Site");

  private ReportObject() {}

  /**
   * @param evidence the study's other objects, the film first
   * @return none where neither a report nor an observation is known
   */
  static Optional<DicomInstance> of(StudyHeader header, List<DicomInstance> evidence) {
    SyntheticStudy study = header.bundle().study();
    List<DataSet> findings = new ArrayList<>();
    if (!study.report().isBlank()) {
      findings.add(text(FINDING, study.report()));
    }
    study.asked().observations().forEach(seen -> findings.add(finding(seen, evidence.get(0))));
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    DataSet data =
        header
            .series(SopClass.COMPREHENSIVE_SR, "SR", 3, "Report of the synthetic film")
            .putEmpty(Attribute.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
            .putEmpty(Attribute.PERFORMED_PROCEDURE_CODE_SEQUENCE)
            .put(Attribute.COMPLETION_FLAG, "COMPLETE")
            .put(Attribute.VERIFICATION_FLAG, "UNVERIFIED")
            .put(Attribute.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence(evidence))
            .put(Attribute.VALUE_TYPE, "CONTAINER")
            .put(Attribute.CONCEPT_NAME_CODE_SEQUENCE, TITLE)
            .put(Attribute.CONTINUITY_OF_CONTENT, "SEPARATE")
            .put(
                Attribute.CONTENT_TEMPLATE_SEQUENCE,
                new DataSet()
                    .put(Attribute.MAPPING_RESOURCE, "DCMR")
                    .put(Attribute.TEMPLATE_IDENTIFIER, "2000"));
    List<DataSet> content = new ArrayList<>();
    content.add(code("HAS CONCEPT MOD", LANGUAGE, new Code("en", "RFC5646", "English")));
    content.add(code("HAS OBS CONTEXT", OBSERVER_TYPE, Code.dcm("121007", "Device")));
    content.add(observer(header));
    content.add(
        named("HAS OBS CONTEXT", "TEXT", Code.dcm("121013", "Device Observer Name"))
            .put(Attribute.TEXT_VALUE, study.provenance().software()));
    content.add(
        named("CONTAINS", "CONTAINER", FINDINGS)
            .put(Attribute.CONTINUITY_OF_CONTENT, "SEPARATE")
            .put(Attribute.CONTENT_SEQUENCE, findings));
    data.put(Attribute.CONTENT_SEQUENCE, content);
    return Optional.of(new DicomInstance("report.dcm", data));
  }

  private static DataSet observer(StudyHeader header) {
    return named("HAS OBS CONTEXT", "UIDREF", Code.dcm("121012", "Device Observer UID"))
        .put(
            Attribute.UID_VALUE,
            Uids.of("observer", header.bundle().study().provenance().software()));
  }

  private static DataSet finding(Observation seen, DicomInstance film) {
    List<DataSet> more = new ArrayList<>();
    more.add(code("HAS CONCEPT MOD", CONTEXT, context(seen.certainty())));
    seen.laterality()
        .ifPresent(side -> more.add(code("HAS CONCEPT MOD", SIDE, SegmentCodes.of(side))));
    seen.severity()
        .ifPresent(much -> more.add(code("HAS PROPERTIES", SEVERITY, SegmentCodes.of(much))));
    for (Zone zone : seen.zones()) {
      Code place = new Code("zone-" + zone.word(), Code.OWN, zone.word() + " zone of the lung");
      more.add(code("HAS PROPERTIES", ZONE, place));
    }
    more.add(
        new DataSet()
            .put(Attribute.RELATIONSHIP_TYPE, "INFERRED FROM")
            .put(Attribute.VALUE_TYPE, "IMAGE")
            .put(Attribute.REFERENCED_SOP_SEQUENCE, film.reference()));
    return code("CONTAINS", FINDING, SegmentCodes.of(seen.finding()))
        .put(Attribute.CONTENT_SEQUENCE, more);
  }

  private static Code context(Certainty certainty) {
    return switch (certainty) {
      case PRESENT -> Code.sct("410515003", "Known present");
      case UNCERTAIN -> Code.sct("410590009", "Known possible");
      case ABSENT -> Code.sct("410516002", "Known absent");
    };
  }

  private static DataSet evidence(List<DicomInstance> evidence) {
    List<DataSet> series = new ArrayList<>();
    for (DicomInstance instance : evidence) {
      series.add(
          new DataSet()
              .put(
                  Attribute.SERIES_INSTANCE_UID,
                  instance.data().text(Attribute.SERIES_INSTANCE_UID))
              .put(Attribute.REFERENCED_SOP_SEQUENCE, instance.reference()));
    }
    return new DataSet()
        .put(
            Attribute.STUDY_INSTANCE_UID, evidence.get(0).data().text(Attribute.STUDY_INSTANCE_UID))
        .put(Attribute.REFERENCED_SERIES_SEQUENCE, series);
  }

  private static DataSet text(Code name, String words) {
    return named("CONTAINS", "TEXT", name).put(Attribute.TEXT_VALUE, words);
  }

  private static DataSet code(String relation, Code name, Code value) {
    return named(relation, "CODE", name).put(Attribute.CONCEPT_CODE_SEQUENCE, value);
  }

  private static DataSet named(String relation, String type, Code name) {
    return new DataSet()
        .put(Attribute.RELATIONSHIP_TYPE, relation)
        .put(Attribute.VALUE_TYPE, type)
        .put(Attribute.CONCEPT_NAME_CODE_SEQUENCE, name);
  }
}
