@NullMarked
package ai.chestnut.diffusion;

import org.jspecify.annotations.NullMarked;
