/** Who may do what: tokens and their scopes. */
@NullMarked
package ai.chestnut.server.access;

import org.jspecify.annotations.NullMarked;
