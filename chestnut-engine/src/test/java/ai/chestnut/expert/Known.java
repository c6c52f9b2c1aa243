package ai.chestnut.expert;

import java.util.Map;
import java.util.Objects;

/** Entries that a test knows to be there. */
final class Known {

  private Known() {}

  static <K, V> V in(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), () -> "nothing under " + key);
  }
}
