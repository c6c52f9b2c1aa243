@NullMarked
package ai.chestnut.architecture.planted.loop.one;

import org.jspecify.annotations.NullMarked;
