package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.Bootstrap;
import java.util.Map;

/**
 * What one net said of the test films, ready to be scored on any of them.
 *
 * @param measures by name, in the order in which they are shown, the one that counts first; higher
 *     is better
 */
record Answers(Map<String, Bootstrap.Statistic> measures) {}
