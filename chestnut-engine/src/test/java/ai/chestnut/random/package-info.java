@NullMarked
package ai.chestnut.random;

import org.jspecify.annotations.NullMarked;
