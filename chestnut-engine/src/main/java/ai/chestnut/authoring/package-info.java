/** Reports in the words of a chat service, held to what was asked. */
@NullMarked
package ai.chestnut.authoring;

import org.jspecify.annotations.NullMarked;
