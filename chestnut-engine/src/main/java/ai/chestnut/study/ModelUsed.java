package ai.chestnut.study;

/**
 * One model that had a hand in a study.
 *
 * @param sha256 of its weights file, 64 hexadecimal digits
 */
public record ModelUsed(String name, String sha256) {}
