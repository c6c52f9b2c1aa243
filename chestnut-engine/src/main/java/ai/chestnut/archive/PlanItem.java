package ai.chestnut.archive;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.study.SyntheticStudy;

/**
 * One study of a plan.
 *
 * @param index of the study in the archive, from 0
 * @param cell which of the plan's cells asks for it
 */
public record PlanItem(int index, int cell, Prompt prompt) {

  /** The name of its folder. */
  public String id() {
    return SyntheticStudy.idOf(index);
  }
}
