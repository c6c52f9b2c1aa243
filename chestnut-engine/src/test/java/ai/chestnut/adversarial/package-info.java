@NullMarked
package ai.chestnut.adversarial;

import org.jspecify.annotations.NullMarked;
