@NullMarked
package ai.chestnut.config;

import org.jspecify.annotations.NullMarked;
