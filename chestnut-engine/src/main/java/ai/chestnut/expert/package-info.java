/**
 * Experts that look at a finished film: what it shows, where, of whom, and whether it is what was
 * asked for.
 */
@NullMarked
package ai.chestnut.expert;

import org.jspecify.annotations.NullMarked;
