@NullMarked
package ai.chestnut.prompt;

import org.jspecify.annotations.NullMarked;
