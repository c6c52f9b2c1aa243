/** Blinded reader studies: design, answers, report. */
@NullMarked
package ai.chestnut.reading;

import org.jspecify.annotations.NullMarked;
