package ai.chestnut.phantom;

/**
 * Ranges of the body, in widths of the picture unless said otherwise. The means of family A meet
 * the areas and centroids of five published anatomy masks (see {@code PhantomCalibrationTest}).
 *
 * @param lungTop height of the lung apices below the upper edge
 * @param lungHalfWidth from the midline to the outermost lung
 * @param lungRoundness exponent of the outer border; higher means broader shoulders of the lung
 * @param domeHeight height of the right dome below the upper edge
 * @param ribSpacing from rib to rib at the spine
 * @param ribTilt how far a middle rib falls from spine to sternum
 * @param ribRadius half the breadth of a rib
 * @param heartRatio the cardiothoracic ratio, without unit; drawn denser in the middle
 */
public record BuildRanges(
    Range lungTop,
    Range lungHalfWidth,
    Range lungRoundness,
    Range domeHeight,
    Range ribSpacing,
    Range ribTilt,
    Range ribRadius,
    Range heartRatio) {}
