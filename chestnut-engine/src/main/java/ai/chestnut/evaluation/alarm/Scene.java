package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draws;

/**
 * What every alarm looks at.
 *
 * @param space name of the feature space of the points
 * @param judge name of the judges
 */
public record Scene(Readings real, Readings synthetic, Draws draws, String space, String judge) {}
