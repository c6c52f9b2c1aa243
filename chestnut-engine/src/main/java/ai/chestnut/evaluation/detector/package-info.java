/** Whether a small classifier can tell synthetic films from real ones. */
@NullMarked
package ai.chestnut.evaluation.detector;

import org.jspecify.annotations.NullMarked;
