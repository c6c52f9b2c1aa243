/** Whether findings are placed where they are asked for, and as they lie in real films. */
@NullMarked
package ai.chestnut.evaluation.layouts;

import org.jspecify.annotations.NullMarked;
