@NullMarked
package ai.chestnut.evaluation.utility;

import org.jspecify.annotations.NullMarked;
