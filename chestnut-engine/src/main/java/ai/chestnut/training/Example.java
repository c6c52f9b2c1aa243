package ai.chestnut.training;

/**
 * One film that experts learn from.
 *
 * @param film grey bytes of a square, row-major
 * @param known what it shows; planes of the same square
 */
record Example(byte[] film, Known known) {}
