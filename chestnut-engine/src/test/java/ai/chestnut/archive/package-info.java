@NullMarked
package ai.chestnut.archive;

import org.jspecify.annotations.NullMarked;
