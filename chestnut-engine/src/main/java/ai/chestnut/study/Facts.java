package ai.chestnut.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named values for a machine to read: text, whole and decimal numbers, truth values, lists and
 * facts. Keys are sorted, so equal facts have equal bytes.
 *
 * @param values whole numbers as Long, decimals as finite Double, nested maps as Facts
 */
public record Facts(Map<String, Object> values) {

  public static final Facts NONE = new Facts(Map.of());

  public Facts {
    TreeMap<String, Object> sorted = new TreeMap<>();
    values.forEach((key, value) -> sorted.put(key, plain(key, value)));
    values = Collections.unmodifiableMap(sorted);
  }

  /** These facts and one more. */
  public Facts with(String key, Object value) {
    TreeMap<String, Object> more = new TreeMap<>(values);
    more.put(key, value);
    return new Facts(more);
  }

  private static Object plain(String key, Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return plain(key, Double.parseDouble(number.toString())); // 0.1f is 0.1, not 0.10000000149
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    if (value instanceof String || value instanceof Boolean || value instanceof Facts) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      TreeMap<String, Object> nested = new TreeMap<>();
      map.forEach((name, each) -> nested.put(String.valueOf(name), each));
      return new Facts(nested);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(each -> items.add(plain(key, each)));
      return Collections.unmodifiableList(items);
    }
    throw new IllegalArgumentException(
        "fact '"
            + key
            + "': got "
            + value
            + ", expected text, a finite number, truth, list or map");
  }
}
