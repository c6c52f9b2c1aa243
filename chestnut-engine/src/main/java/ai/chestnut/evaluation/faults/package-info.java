/** Faults planted in real films on purpose, to see which alarm of a scorecard tells them. */
@NullMarked
package ai.chestnut.evaluation.faults;

import org.jspecify.annotations.NullMarked;
