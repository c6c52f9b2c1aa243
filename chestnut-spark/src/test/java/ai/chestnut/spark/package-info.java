@NullMarked
package ai.chestnut.spark;

import org.jspecify.annotations.NullMarked;
