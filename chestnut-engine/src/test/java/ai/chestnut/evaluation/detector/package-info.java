@NullMarked
package ai.chestnut.evaluation.detector;

import org.jspecify.annotations.NullMarked;
