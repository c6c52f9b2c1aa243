/** What a codec keeps of a film: pixels, power of each octave, what a classifier reads. */
@NullMarked
package ai.chestnut.evaluation.codec;

import org.jspecify.annotations.NullMarked;
