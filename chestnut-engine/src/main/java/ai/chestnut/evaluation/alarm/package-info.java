/**
 * Named alarms of a scorecard. Each stands between two anchors that are measured on the real films
 * of the same run: what real films score, and what the same films score with the fault planted.
 */
@NullMarked
package ai.chestnut.evaluation.alarm;

import org.jspecify.annotations.NullMarked;
