@NullMarked
package ai.chestnut.models.compvis;

import org.jspecify.annotations.NullMarked;
