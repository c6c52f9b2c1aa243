/**
 * The procedural thorax: a parametric body projected by the law of Beer and Lambert, with exact
 * masks; and the lesion engine, which draws findings into phantoms and real films alike.
 */
@NullMarked
package ai.chestnut.phantom;

import org.jspecify.annotations.NullMarked;
