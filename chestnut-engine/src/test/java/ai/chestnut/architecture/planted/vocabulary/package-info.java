@NullMarked
package ai.chestnut.architecture.planted.vocabulary;

import org.jspecify.annotations.NullMarked;
