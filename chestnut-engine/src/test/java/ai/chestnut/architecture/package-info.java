/** The plan of the house as data, and the rules that hold the code to it. */
@NullMarked
package ai.chestnut.architecture;

import org.jspecify.annotations.NullMarked;
