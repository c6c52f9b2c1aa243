/** The way in for Java programs: {@link ai.chestnut.Chestnut}. */
@NullMarked
package ai.chestnut;

import org.jspecify.annotations.NullMarked;
