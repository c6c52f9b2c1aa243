@NullMarked
package ai.chestnut.language;

import org.jspecify.annotations.NullMarked;
