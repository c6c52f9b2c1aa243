package ai.chestnut.archive;

import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;

/**
 * Makes the studies of an archive. The same item gives the same study, whatever was made before and
 * on whichever thread.
 */
public interface ArchiveSource {

  /**
   * Makes one study; its id and index are the item's. Called from several threads at once where the
   * writer has several workers.
   */
  StudyBundle make(PlanItem item);

  /**
   * What makes them: an archive that was begun with other software or models is not gone on with.
   */
  Provenance origin();
}
