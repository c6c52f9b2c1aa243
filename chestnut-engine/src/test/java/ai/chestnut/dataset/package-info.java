@NullMarked
package ai.chestnut.dataset;

import org.jspecify.annotations.NullMarked;
