package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.sampling.Spread;
import java.util.Optional;

/**
 * One figure of a scorecard.
 *
 * @param n films a draw that it was computed from; for a mean over films, how many films have it
 * @param synthetic the figure, draw by draw
 * @param floor what real films score on the same draws; empty where they cannot have the figure
 */
public record Figure(Measure measure, int n, Spread synthetic, Optional<Spread> floor) {}
