package ai.chestnut.phantom;

import java.util.List;

/** One sampled body, standing in its picture. */
record Thorax(
    Frame frame,
    Torso torso,
    Lungs lungs,
    Mediastinum mediastinum,
    Skeleton skeleton,
    List<Tube> vessels) {}
