@NullMarked
package ai.chestnut.tensor;

import org.jspecify.annotations.NullMarked;
