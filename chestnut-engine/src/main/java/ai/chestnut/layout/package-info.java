/** Where things are: masks, boxes, anatomy and pathology maps, their files and their checks. */
@NullMarked
package ai.chestnut.layout;

import org.jspecify.annotations.NullMarked;
