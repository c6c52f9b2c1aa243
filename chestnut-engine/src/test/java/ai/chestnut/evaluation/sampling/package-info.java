@NullMarked
package ai.chestnut.evaluation.sampling;

import org.jspecify.annotations.NullMarked;
