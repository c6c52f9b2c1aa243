@NullMarked
package ai.chestnut.evaluation.faults;

import org.jspecify.annotations.NullMarked;
