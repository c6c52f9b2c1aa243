@NullMarked
package ai.chestnut.production;

import org.jspecify.annotations.NullMarked;
