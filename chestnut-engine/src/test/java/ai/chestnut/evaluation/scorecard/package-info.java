@NullMarked
package ai.chestnut.evaluation.scorecard;

import org.jspecify.annotations.NullMarked;
