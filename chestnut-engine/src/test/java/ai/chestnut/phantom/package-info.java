@NullMarked
package ai.chestnut.phantom;

import org.jspecify.annotations.NullMarked;
