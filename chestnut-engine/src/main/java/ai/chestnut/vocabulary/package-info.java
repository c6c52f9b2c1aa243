/**
 * The words every room shares: findings, anatomy, sides, zones, severities, certainties, views, and
 * which finding can be where.
 */
@NullMarked
package ai.chestnut.vocabulary;

import org.jspecify.annotations.NullMarked;
