/** What the server offers under {@code /api/v1}. */
@NullMarked
package ai.chestnut.server.api;

import org.jspecify.annotations.NullMarked;
