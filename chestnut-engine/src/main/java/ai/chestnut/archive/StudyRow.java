package ai.chestnut.archive;

import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.study.SyntheticStudy;

/**
 * All that is known of a study of an archive.
 *
 * @param item what the plan asks for
 * @param place its family and split
 * @param file what its document says
 */
record StudyRow(PlanItem item, FamilyTable.Row place, StudyFile file) {

  SyntheticStudy study() {
    return file.study();
  }

  boolean accepted() {
    return study().verdict().accepted();
  }

  /** SHA-256 of the film's file. */
  String filmSum() {
    return file.files().getOrDefault(StudyFolder.FILM, "");
  }
}
