@NullMarked
package ai.chestnut.architecture.planted.radiograph;

import org.jspecify.annotations.NullMarked;
