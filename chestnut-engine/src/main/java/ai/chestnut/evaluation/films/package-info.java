/** Sets of films as an evaluation sees them: the films, and what is said of each. */
@NullMarked
package ai.chestnut.evaluation.films;

import org.jspecify.annotations.NullMarked;
