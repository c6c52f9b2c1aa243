@NullMarked
package ai.chestnut.architecture.planted.loop.two;

import org.jspecify.annotations.NullMarked;
