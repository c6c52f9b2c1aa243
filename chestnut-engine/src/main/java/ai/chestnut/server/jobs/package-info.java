/** Work that was accepted: kept in a database, done in turn, told of as it goes. */
@NullMarked
package ai.chestnut.server.jobs;

import org.jspecify.annotations.NullMarked;
