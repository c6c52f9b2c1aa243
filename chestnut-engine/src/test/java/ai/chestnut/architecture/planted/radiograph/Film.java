package ai.chestnut.architecture.planted.radiograph;

/** Innocent: what others must not reach for. */
public record Film(int width) {}
