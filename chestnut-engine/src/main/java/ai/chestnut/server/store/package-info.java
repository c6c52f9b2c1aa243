/** The database: embedded, or a PostgreSQL. */
@NullMarked
package ai.chestnut.server.store;

import org.jspecify.annotations.NullMarked;
