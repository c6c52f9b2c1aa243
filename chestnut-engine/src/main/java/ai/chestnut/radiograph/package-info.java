/** Grey radiographs of 8 or 16 bit, their pixel spacing, and the files they live in. */
@NullMarked
package ai.chestnut.radiograph;

import org.jspecify.annotations.NullMarked;
