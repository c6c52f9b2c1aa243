/** HTTP API, jobs and the studio's pages. */
@NullMarked
package ai.chestnut.server;

import org.jspecify.annotations.NullMarked;
