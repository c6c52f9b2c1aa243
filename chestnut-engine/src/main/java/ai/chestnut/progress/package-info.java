@NullMarked
package ai.chestnut.progress;

import org.jspecify.annotations.NullMarked;
