@NullMarked
package ai.chestnut.failure;

import org.jspecify.annotations.NullMarked;
