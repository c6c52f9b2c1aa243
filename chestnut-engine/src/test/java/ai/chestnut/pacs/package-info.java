@NullMarked
package ai.chestnut.pacs;

import org.jspecify.annotations.NullMarked;
