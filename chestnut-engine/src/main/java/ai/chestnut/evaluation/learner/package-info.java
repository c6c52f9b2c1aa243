/** Small nets that are trained in minutes to ask what a set of films teaches. */
@NullMarked
package ai.chestnut.evaluation.learner;

import org.jspecify.annotations.NullMarked;
