@NullMarked
package ai.chestnut.placement;

import org.jspecify.annotations.NullMarked;
