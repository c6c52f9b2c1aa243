package ai.chestnut.architecture.planted.helpers;

/** Breaks the names rule twice, and lives in no room. */
public record ThingManager() {}
