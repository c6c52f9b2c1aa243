@NullMarked
package ai.chestnut.radiograph;

import org.jspecify.annotations.NullMarked;
