@NullMarked
package ai.chestnut.layout;

import org.jspecify.annotations.NullMarked;
