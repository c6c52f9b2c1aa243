@NullMarked
package ai.chestnut.reading;

import org.jspecify.annotations.NullMarked;
