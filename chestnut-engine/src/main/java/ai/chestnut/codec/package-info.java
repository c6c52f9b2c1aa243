@NullMarked
package ai.chestnut.codec;

import org.jspecify.annotations.NullMarked;
