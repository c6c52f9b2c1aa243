/** What a reader study is counted with: detection, agreement, ranks. */
@NullMarked
package ai.chestnut.reading.statistics;

import org.jspecify.annotations.NullMarked;
