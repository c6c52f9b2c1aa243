@NullMarked
package ai.chestnut.evaluation.codec;

import org.jspecify.annotations.NullMarked;
