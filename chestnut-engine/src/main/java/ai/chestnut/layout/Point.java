package ai.chestnut.layout;

/**
 * A place in the picture, in pixels from its upper left corner; the centre of the first pixel is
 * (0.5, 0.5).
 */
public record Point(double x, double y) {}
