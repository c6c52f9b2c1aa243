@NullMarked
package ai.chestnut.evaluation.alarm;

import org.jspecify.annotations.NullMarked;
