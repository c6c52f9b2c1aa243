@NullMarked
package ai.chestnut.evaluation.reading;

import org.jspecify.annotations.NullMarked;
