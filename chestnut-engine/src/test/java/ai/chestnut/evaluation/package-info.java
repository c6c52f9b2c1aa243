@NullMarked
package ai.chestnut.evaluation;

import org.jspecify.annotations.NullMarked;
