package ai.chestnut.evaluation.sampling;

/**
 * One draw: equally many real films twice, no patient in both, and synthetic films. Arrays are
 * shared; nobody may write to them.
 *
 * @param reference real films that the others are held against, [n]
 * @param real other real films, of other patients, [n]: what they score is the floor
 * @param synthetic films, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Draw(int[] reference, int[] real, int[] synthetic) {}
