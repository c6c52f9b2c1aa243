@NullMarked
package ai.chestnut.architecture.planted.tensor;

import org.jspecify.annotations.NullMarked;
