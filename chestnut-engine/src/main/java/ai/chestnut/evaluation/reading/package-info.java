/** What is measured on each film by itself, once, before sets are compared. */
@NullMarked
package ai.chestnut.evaluation.reading;

import org.jspecify.annotations.NullMarked;
