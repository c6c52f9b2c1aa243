package ai.chestnut.evaluation.scorecard;

/**
 * How the figures of a scorecard were made.
 *
 * @param software name and version
 * @param space the feature space of the set distances
 * @param judge which weights judged; "nobody" where none did
 * @param n films of each set in a draw
 * @param sourcesMatched whether draws have the synthetic films' mix of sources
 */
public record Method(String software, String space, String judge, int n, boolean sourcesMatched) {}
