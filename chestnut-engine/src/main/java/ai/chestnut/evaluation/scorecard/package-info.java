/** The scorecard: figures beside their floors, alarms, and how two scorecards compare. */
@NullMarked
package ai.chestnut.evaluation.scorecard;

import org.jspecify.annotations.NullMarked;
