/** Whether synthetic films copy training films, and the bank that lets others ask. */
@NullMarked
package ai.chestnut.evaluation.memorisation;

import org.jspecify.annotations.NullMarked;
