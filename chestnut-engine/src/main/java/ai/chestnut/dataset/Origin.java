package ai.chestnut.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a film comes from.
 *
 * @param source the collection; may be empty
 * @param licence its terms; may be empty
 * @param extra columns that the format does not name, kept as they were, in their order
 */
public record Origin(String source, String licence, Map<String, String> extra) {

  public Origin {
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** Without extra columns. */
  public static Origin of(String source, String licence) {
    return new Origin(source, licence, Map.of());
  }
}
