/** How far generated films follow their text, seen by the judges. */
@NullMarked
package ai.chestnut.evaluation.steering;

import org.jspecify.annotations.NullMarked;
