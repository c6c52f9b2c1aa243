@NullMarked
package ai.chestnut.evaluation.steering;

import org.jspecify.annotations.NullMarked;
