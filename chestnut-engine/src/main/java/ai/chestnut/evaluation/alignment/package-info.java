/** How well patches of films and words of reports are aligned. */
@NullMarked
package ai.chestnut.evaluation.alignment;

import org.jspecify.annotations.NullMarked;
