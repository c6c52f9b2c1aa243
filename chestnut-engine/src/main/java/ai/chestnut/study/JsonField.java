package ai.chestnut.study;

import ai.chestnut.failure.FileException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One place in a JSON file, which it names when something is wrong there. */
record JsonField(Path file, String path, JsonNode node) {

  JsonField get(String key) {
    JsonNode child = node.get(key);
    String place = path.isEmpty() ? key : path + "." + key;
    if (child == null) {
      throw new FileException("study at " + place, file, "nothing", "a value");
    }
    return new JsonField(file, place, child);
  }

  String text() {
    if (!node.isTextual()) {
      throw wrong("text");
    }
    return node.textValue();
  }

  long whole() {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong("a whole number");
    }
    return node.longValue();
  }

  double decimal() {
    if (!node.isNumber()) {
      throw wrong("a number");
    }
    return node.doubleValue();
  }

  boolean truth() {
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  List<JsonField> items() {
    if (!node.isArray()) {
      throw wrong("a list");
    }
    List<JsonField> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonField(file, path + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  Map<String, JsonField> members() {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    Map<String, JsonField> members = new LinkedHashMap<>();
    node.properties()
        .forEach(
            member ->
                members.put(
                    member.getKey(),
                    new JsonField(file, path + "." + member.getKey(), member.getValue())));
    return members;
  }

  <T> T word(Function<String, Optional<T>> named) {
    return named.apply(text()).orElseThrow(() -> wrong("a word of the vocabulary"));
  }

  <T> Optional<T> optionalWord(Function<String, Optional<T>> named) {
    return node.isNull() ? Optional.empty() : Optional.of(word(named));
  }

  FileException wrong(String expected) {
    String got = node.toString();
    String shown = got.length() > 60 ? got.substring(0, 60) + "..." : got;
    return new FileException("study at " + path, file, shown, expected);
  }
}
