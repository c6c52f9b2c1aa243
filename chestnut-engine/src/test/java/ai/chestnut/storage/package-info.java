@NullMarked
package ai.chestnut.storage;

import org.jspecify.annotations.NullMarked;
