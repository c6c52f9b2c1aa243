@NullMarked
package ai.chestnut.vocabulary;

import org.jspecify.annotations.NullMarked;
