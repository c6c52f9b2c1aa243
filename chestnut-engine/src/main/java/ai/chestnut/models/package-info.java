@NullMarked
package ai.chestnut.models;

import org.jspecify.annotations.NullMarked;
