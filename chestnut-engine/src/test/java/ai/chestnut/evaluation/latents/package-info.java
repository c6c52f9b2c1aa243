@NullMarked
package ai.chestnut.evaluation.latents;

import org.jspecify.annotations.NullMarked;
