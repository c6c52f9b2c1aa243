@NullMarked
package ai.chestnut.evaluation.films;

import org.jspecify.annotations.NullMarked;
