@NullMarked
package ai.chestnut.architecture.planted.helpers;

import org.jspecify.annotations.NullMarked;
