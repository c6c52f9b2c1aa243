@NullMarked
package ai.chestnut.synthesis;

import org.jspecify.annotations.NullMarked;
