@NullMarked
package ai.chestnut.training;

import org.jspecify.annotations.NullMarked;
