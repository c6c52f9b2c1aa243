@NullMarked
package ai.chestnut.authoring;

import org.jspecify.annotations.NullMarked;
