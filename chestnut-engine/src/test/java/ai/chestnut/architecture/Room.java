package ai.chestnut.architecture;

import java.util.Set;

/**
 * One package below {@code ai.chestnut} and whom it may know.
 *
 * @param name the package's last name; {@code ""} is {@code ai.chestnut} itself
 * @param holds what a reader finds there
 * @param mayImport the rooms that it may import besides the ground rooms
 * @param isNative whether it may see libtorch
 */
record Room(String name, String holds, Set<String> mayImport, boolean isNative) {}
