package ai.chestnut.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists from back to front. */
final class Reversal {

  private Reversal() {}

  static <T> List<T> of(List<T> items) {
    List<T> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }
}
