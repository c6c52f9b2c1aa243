@NullMarked
package ai.chestnut.cli;

import org.jspecify.annotations.NullMarked;
