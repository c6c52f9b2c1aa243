@NullMarked
package ai.chestnut.expert;

import org.jspecify.annotations.NullMarked;
