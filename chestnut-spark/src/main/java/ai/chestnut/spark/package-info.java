/**
 * Archives made on an Apache Spark cluster: partitions are ranges of shards, each executor loads
 * the models once, and the bytes are those of one machine.
 */
@NullMarked
package ai.chestnut.spark;

import org.jspecify.annotations.NullMarked;
