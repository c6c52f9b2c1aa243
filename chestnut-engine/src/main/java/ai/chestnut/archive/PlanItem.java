package ai.chestnut.archive;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.study.SyntheticStudy;

/**
 * One study of a plan.
 *
 * @param index of the study in the archive, from 0
 * @param cell which of {@link Plan#asked} asks for it
 * @param family index of the first study that is made of the same noise and so shows the same
 *     person; its own where it has no twin
 * @param asked what its cell asks for
 */
public record PlanItem(int index, int cell, Prompt prompt, int family, AskedCell asked) {

  /** The name of its folder. */
  public String id() {
    return SyntheticStudy.idOf(index);
  }

  /** What a study is beside its twin: {@code with} or {@code without}; empty for a single one. */
  public String role() {
    return asked.paired() ? index == family ? "with" : "without" : "";
  }
}
