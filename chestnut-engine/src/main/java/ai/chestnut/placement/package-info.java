/** Where things are: from what is asked to an anatomy and to the places of findings in it. */
@NullMarked
package ai.chestnut.placement;

import org.jspecify.annotations.NullMarked;
