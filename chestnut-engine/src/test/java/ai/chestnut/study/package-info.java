@NullMarked
package ai.chestnut.study;

import org.jspecify.annotations.NullMarked;
