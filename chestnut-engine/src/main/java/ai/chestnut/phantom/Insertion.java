package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;

/**
 * A film with one finding drawn into it.
 *
 * @param film of the size and depth of the film before
 * @param observation what was drawn, with the side and severity that were chosen
 * @param mask the pixels of the finding
 * @param anatomy the anatomy afterwards: findings that push or shrink (cardiomegaly, atelectasis)
 *     move it; otherwise as before. The lungs stay the field that the finding lies in.
 */
public record Insertion(Radiograph film, Observation observation, Mask mask, AnatomyMap anatomy) {

  public Finding finding() {
    return observation.finding();
  }
}
