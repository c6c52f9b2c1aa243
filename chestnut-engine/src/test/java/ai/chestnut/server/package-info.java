@NullMarked
package ai.chestnut.server;

import org.jspecify.annotations.NullMarked;
