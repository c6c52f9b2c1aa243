@NullMarked
package ai.chestnut.reading.statistics;

import org.jspecify.annotations.NullMarked;
