/** What a generator without labels makes, and what it costs to find the films that were wanted. */
@NullMarked
package ai.chestnut.evaluation.latents;

import org.jspecify.annotations.NullMarked;
