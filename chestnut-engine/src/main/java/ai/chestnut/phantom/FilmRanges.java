package ai.chestnut.phantom;

/**
 * Ranges of the exposure: the knobs of a domain shift.
 *
 * @param noise standard deviation of the log exposure behind the lung, from quanta
 * @param blur standard deviation of the detector's blur, in pixels of a film of 256
 * @param scatter scattered over primary radiation, on average
 * @param contrast steepness of the tone curve; 1 is an ordinary film
 * @param boneContrast attenuation of bone relative to 70 kVp; harder beams lower it
 * @param texture strength of the fine lung pattern; 1 is an ordinary lung
 * @param zoom how large the body stands in the picture
 * @param collimated the share of films with visible edges of the light field
 */
public record FilmRanges(
    Range noise,
    Range blur,
    Range scatter,
    Range contrast,
    Range boneContrast,
    Range texture,
    Range zoom,
    double collimated) {

  public FilmRanges withNoise(Range wanted) {
    return new FilmRanges(wanted, blur, scatter, contrast, boneContrast, texture, zoom, collimated);
  }

  public FilmRanges withBlur(Range wanted) {
    return new FilmRanges(
        noise, wanted, scatter, contrast, boneContrast, texture, zoom, collimated);
  }

  public FilmRanges withScatter(Range wanted) {
    return new FilmRanges(noise, blur, wanted, contrast, boneContrast, texture, zoom, collimated);
  }

  public FilmRanges withContrast(Range wanted) {
    return new FilmRanges(noise, blur, scatter, wanted, boneContrast, texture, zoom, collimated);
  }

  public FilmRanges withCollimated(double share) {
    return new FilmRanges(noise, blur, scatter, contrast, boneContrast, texture, zoom, share);
  }
}
