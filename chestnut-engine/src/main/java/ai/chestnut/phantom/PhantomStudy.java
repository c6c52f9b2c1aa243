package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;

/**
 * A procedural film with everything that is known about it.
 *
 * @param film 8-bit film, square
 * @param anatomy silhouettes of the projected solids; the lungs are the field that would be aerated
 *     without the findings
 * @param pathology one mask a drawn finding
 * @param prompt view, sex, age and the findings drawn
 * @param family the name of the family
 */
public record PhantomStudy(
    Radiograph film, AnatomyMap anatomy, PathologyMap pathology, Prompt prompt, String family) {}
