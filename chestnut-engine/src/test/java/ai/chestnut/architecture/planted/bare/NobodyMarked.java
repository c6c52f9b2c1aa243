package ai.chestnut.architecture.planted.bare;

/** Breaks the null rule: this package has no package-info. */
public record NobodyMarked() {}
