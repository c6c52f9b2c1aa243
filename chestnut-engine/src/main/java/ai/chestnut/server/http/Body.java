package ai.chestnut.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A JSON object of a request, read strictly: types and names are checked, nothing is guessed. */
public final class Body {

  private final JsonNode node;
  private final String place;

  private Body(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /**
   * @param allowed the names that it may have
   * @throws Problem 400 for anything else
   */
  public static Body of(JsonNode node, String place, String... allowed) {
    if (!node.isObject()) {
      throw Problem.badRequest(place + ": expected a JSON object");
    }
    Set<String> known = Set.of(allowed);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Problem.badRequest(
            place + ": got the name '" + name + "', expected some of " + new TreeSet<>(known));
      }
    }
    return new Body(node, place);
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private Problem wrong(String name, String expected) {
    return Problem.badRequest(place + "." + name + ": expected " + expected);
  }

  /** A text of at most so many signs. */
  public Optional<String> text(String name, int longest) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().length() > longest) {
                throw wrong(name, "a text of at most " + longest + " signs");
              }
              String text = value.textValue();
              if (text.chars().anyMatch(c -> c < 32 && c != '\n' && c != '\r' && c != '\t')) {
                throw wrong(name, "a text without control signs");
              }
              return text;
            });
  }

  /** A whole number. */
  public Optional<Long> whole(String name, long from, long to) {
    return value(name)
        .map(
            value -> {
              if (!value.isIntegralNumber()
                  || !value.canConvertToLong()
                  || value.longValue() < from
                  || value.longValue() > to) {
                throw wrong(name, "a whole number from " + from + " to " + to);
              }
              return value.longValue();
            });
  }

  /** A whole number of the size of an int. */
  public Optional<Integer> small(String name, int from, int to) {
    return whole(name, from, to).map(Math::toIntExact);
  }

  public Optional<Double> number(String name, double from, double to) {
    return value(name)
        .map(
            value -> {
              if (!value.isNumber()
                  || !(value.doubleValue() >= from && value.doubleValue() <= to)) {
                throw wrong(name, "a number from " + from + " to " + to);
              }
              return value.doubleValue();
            });
  }

  public Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(name, "true or false");
              }
              return value.booleanValue();
            });
  }

  /** The texts of a list. */
  public List<String> texts(String name, int most, int longest) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list(name, most)) {
      if (!each.isTextual() || each.textValue().length() > longest) {
        throw wrong(name, "texts of at most " + longest + " signs");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  /** The objects of a list. */
  public List<Body> objects(String name, int most, String... allowed) {
    List<Body> objects = new ArrayList<>();
    for (JsonNode each : list(name, most)) {
      objects.add(of(each, place + "." + name, allowed));
    }
    return objects;
  }

  public Optional<Body> object(String name, String... allowed) {
    return value(name).map(value -> of(value, place + "." + name, allowed));
  }

  private List<JsonNode> list(String name, int most) {
    Optional<JsonNode> value = value(name);
    List<JsonNode> nodes = new ArrayList<>();
    if (value.isPresent()) {
      if (!value.get().isArray() || value.get().size() > most) {
        throw wrong(name, "a list of at most " + most);
      }
      value.get().forEach(nodes::add);
    }
    return nodes;
  }
}
