/** The one way in which figures are resampled: disjoint halves of patients, at equal n. */
@NullMarked
package ai.chestnut.evaluation.sampling;

import org.jspecify.annotations.NullMarked;
