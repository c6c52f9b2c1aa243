package ai.chestnut.server.http;

import ai.chestnut.server.access.AccessScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of request and who answers it.
 *
 * @param path segments, a name in braces for a place; {@code {name+}} at the end takes all the rest
 */
public record Route(
    String method, String path, AccessScope scope, Operation operation, Handler handler) {

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {
    void handle(Exchange exchange) throws IOException;
  }

  /** No segment is hidden, empty, or leads elsewhere. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}");

  /** What stands at the names, if the path is this route's. */
  Optional<Map<String, String>> places(List<String> segments) {
    List<String> pattern = List.of(path.substring(1).split("/", -1));
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String part = pattern.get(i);
      if (part.endsWith("+}")) {
        List<String> rest = i < segments.size() ? segments.subList(i, segments.size()) : List.of();
        if (rest.isEmpty() || !rest.stream().allMatch(s -> SEGMENT.matcher(s).matches())) {
          return Optional.empty();
        }
        places.put(part.substring(1, part.length() - 2), String.join("/", rest));
        return Optional.of(places);
      }
      if (i >= segments.size() || !matches(part, segments.get(i), places)) {
        return Optional.empty();
      }
    }
    return segments.size() == pattern.size() ? Optional.of(places) : Optional.empty();
  }

  private static boolean matches(String part, String segment, Map<String, String> places) {
    if (!part.startsWith("{")) {
      return part.equals(segment);
    }
    places.put(part.substring(1, part.length() - 1), segment);
    return SEGMENT.matcher(segment).matches();
  }

  /** The names of the path's places. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Arrays.stream(path.split("/"))
        .filter(part -> part.startsWith("{"))
        .forEach(part -> names.add(part.replaceAll("[{}+]", "")));
    return names;
  }
}
