/** How near one set of films is to another, how varied it is, and whether it copies. */
@NullMarked
package ai.chestnut.evaluation;

import org.jspecify.annotations.NullMarked;
