package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;

/** Decides where in an anatomy the findings of a prompt lie. */
public sealed interface Placement permits LearnedPlacement, RulePlacement, RandomPlacement {

  /**
   * @param anatomy with both lungs, of the film's size
   * @return masks of the anatomy's size; the same for the same arguments
   */
  Placed place(AnatomyMap anatomy, Prompt prompt, RandomStream stream);
}
