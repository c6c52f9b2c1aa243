@NullMarked
package ai.chestnut.nn;

import org.jspecify.annotations.NullMarked;
