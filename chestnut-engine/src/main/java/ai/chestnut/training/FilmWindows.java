package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Which pieces of films a codec learns from.
 *
 * @param batch windows a step
 * @param crop side of a window in pixels; small windows learn faster per minute than whole films
 * @param wholeFilms share of the training, at its end, that sees whole films instead, as many as
 *     hold the same number of pixels; so nothing stays unlearned that windows do not show
 * @param unchanged share of a batch whose pixels are taken as they are: turned or scaled films are
 *     softer than films
 */
public record FilmWindows(
    int batch, int crop, double wholeFilms, double unchanged, Augmentation augmentation) {

  public FilmWindows {
    if (batch < 1 || crop < 16 || crop % 16 != 0) {
      throw new RequestException(
          "windows", "batch, crop", batch + ", " + crop, "batch at least 1, crop a multiple of 16");
    }
    if (!(wholeFilms >= 0 && wholeFilms <= 1) || !(unchanged >= 0 && unchanged <= 1)) {
      throw new RequestException(
          "windows", "wholeFilms, unchanged", wholeFilms + ", " + unchanged, "shares in [0, 1]");
    }
  }

  /** Whether whole films are due. */
  boolean whole(double share) {
    return wholeFilms > 0 && share >= 1 - wholeFilms;
  }

  /**
   * The films or windows of one step, [n, 1, s, s] in [-1, 1].
   *
   * @param whole films instead of windows
   */
  Tensor draw(FilmBank films, RandomStream stream, boolean whole) {
    int side = whole ? films.side() : Math.min(crop, films.side());
    int n = Math.max(1, Math.toIntExact((long) batch * crop * crop / ((long) side * side)));
    int plain = (int) Math.round(n * unchanged);
    Augmentation tone = new Augmentation(0, 0, 0, augmentation.tone());
    if (plain == 0 || plain == n) {
      return films.windows(stream, n, side, plain == 0 ? augmentation : tone);
    }
    return Tensors.joined(
        0,
        films.windows(stream, plain, side, tone),
        films.windows(stream, n - plain, side, augmentation));
  }
}
