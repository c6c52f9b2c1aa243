@NullMarked
package ai.chestnut.evaluation.memorisation;

import org.jspecify.annotations.NullMarked;
