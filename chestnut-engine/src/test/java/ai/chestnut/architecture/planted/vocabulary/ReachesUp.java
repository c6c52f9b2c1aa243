package ai.chestnut.architecture.planted.vocabulary;

import ai.chestnut.architecture.planted.radiograph.Film;

/** Breaks the table: words know no films. */
public record ReachesUp(Film film) {}
