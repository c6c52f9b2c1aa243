/** Real films with machine-made masks, to learn from. */
@NullMarked
package ai.chestnut.training.pairs;

import org.jspecify.annotations.NullMarked;
