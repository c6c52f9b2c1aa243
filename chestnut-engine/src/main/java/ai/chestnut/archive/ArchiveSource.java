package ai.chestnut.archive;

import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;

/** Makes the studies of an archive. */
public interface ArchiveSource {

  /**
   * One try at a study. The same item and attempt give the same film, whatever was made before and
   * on whichever thread; items of one family are made of the same noise at the same attempt. Called
   * from several threads at once where an archive is made by several workers.
   *
   * @param attempt from 1
   * @return with the item's id and index; its verdict is of this try alone
   */
  StudyBundle attempt(PlanItem item, int attempt);

  /**
   * What makes them: an archive that was begun with other software or models is not gone on with.
   */
  Provenance origin();
}
