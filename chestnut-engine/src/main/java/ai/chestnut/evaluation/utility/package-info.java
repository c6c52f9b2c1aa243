/** What synthetic films are worth to those who train on them: tested on real films alone. */
@NullMarked
package ai.chestnut.evaluation.utility;

import org.jspecify.annotations.NullMarked;
