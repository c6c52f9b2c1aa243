package ai.chestnut.evaluation.films;

import ai.chestnut.radiograph.Radiograph;
import java.util.List;

/**
 * Films with what is said of them. Films and masks are read when asked for and not kept, so that a
 * set takes no more memory than its list.
 */
public interface FilmSet {

  /** Short, for tables; holds no absolute path. */
  String name();

  List<FilmEntry> entries();

  default int size() {
    return entries().size();
  }

  /**
   * @throws ai.chestnut.failure.FileException naming the film, if it cannot be read
   */
  Radiograph film(int index);

  /**
   * @throws ai.chestnut.failure.FileException naming the mask, if it cannot be read or has another
   *     size than the film
   */
  Declared declared(int index);

  /** How far the masks can be trusted, in a word: {@code exact}, {@code generated}, … */
  String masksAre();
}
