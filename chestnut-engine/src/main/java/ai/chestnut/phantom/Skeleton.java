package ai.chestnut.phantom;

import java.util.List;

/**
 * The bones.
 *
 * @param posterior the ribs from the spine to the chest wall
 * @param anterior the ribs from the chest wall to their cartilage
 * @param clavicles both
 * @param shoulders scapulae and upper arms
 * @param spine the column
 */
record Skeleton(
    List<Tube> posterior,
    List<Tube> anterior,
    List<Tube> clavicles,
    List<Tube> shoulders,
    Spine spine) {}
