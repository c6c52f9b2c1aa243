package ai.chestnut.models.compvis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a pickle. Nothing is ever called: what names a class becomes an inert {@link
 * Global}, what would call one becomes {@link Inert}, save the three calls that PyTorch writes for
 * its arrays, which become {@link StoredTensor}.
 */
final class Pickle {

  /** Python's None. */
  enum None {
    NONE
  }

  /** A class or function by name; never looked up. */
  record Global(String module, String name) {

    /** Modules whose mention in a file of numbers is an attack. */
    private static final Set<String> PROGRAMS =
        Set.of(
            "os",
            "posix",
            "nt",
            "subprocess",
            "sys",
            "shutil",
            "socket",
            "runpy",
            "importlib",
            "ctypes",
            "pty",
            "webbrowser",
            "builtins",
            "__builtin__");

    /** Harmless names of the built-in module. */
    private static final Set<String> PLAIN =
        Set.of(
            "set",
            "frozenset",
            "int",
            "float",
            "bool",
            "str",
            "list",
            "tuple",
            "dict",
            "slice",
            "range",
            "bytes",
            "bytearray",
            "complex",
            "object");

    /** Whether it wants something run. */
    boolean isProgram() {
      String root = module.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
      boolean builtin = root.equals("builtins") || root.equals("__builtin__");
      return PROGRAMS.contains(root) && !(builtin && PLAIN.contains(name));
    }
  }

  /** An object that nobody here knows, or needs. */
  record Inert(String what) {}

  /**
   * A block of numbers beside the pickle.
   *
   * @param key name of its file
   */
  record Storage(String key, NumberFormat format) {}

  /** An array as a view into a storage; offset and strides count numbers. */
  record StoredTensor(Storage storage, long offset, long[] shape, long[] strides) {}

  private Pickle() {}

  /** What a call comes to; an inert object for all but PyTorch's arrays and plain containers. */
  static Object called(Object callable, List<Object> arguments) {
    if (!(callable instanceof Global global)) {
      return new Inert(String.valueOf(callable));
    }
    String full = global.module() + " " + global.name();
    return switch (full) {
      case "collections OrderedDict" -> ordered(arguments);
      case "torch._utils _rebuild_tensor_v2", "torch._utils _rebuild_tensor" ->
          tensor(arguments).map(Object.class::cast).orElseGet(() -> new Inert(full));
      case "torch._utils _rebuild_parameter" ->
          arguments.isEmpty() ? new Inert(full) : arguments.get(0);
      default -> new Inert(full);
    };
  }

  private static Map<Object, Object> ordered(List<Object> arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!arguments.isEmpty() && arguments.get(0) instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (pair instanceof List<?> two && two.size() == 2) {
          map.put(two.get(0), two.get(1));
        }
      }
    }
    return map;
  }

  private static Optional<StoredTensor> tensor(List<Object> arguments) {
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof Storage storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof List<?> shape)
        || !(arguments.get(3) instanceof List<?> strides)
        || shape.size() != strides.size()) {
      return Optional.empty();
    }
    return Optional.of(new StoredTensor(storage, offset, numbers(shape), numbers(strides)));
  }

  private static long[] numbers(List<?> values) {
    return values.stream().mapToLong(value -> value instanceof Long n ? n : -1).toArray();
  }

  /** The storage of a persistent id: ("storage", type, key, place, count). */
  static Object persistent(Object id) {
    if (id instanceof List<?> parts
        && parts.size() >= 3
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof Global type) {
      Optional<NumberFormat> format = NumberFormat.ofTorch(type.name());
      if (format.isPresent()) {
        return new Storage(String.valueOf(parts.get(2)), format.get());
      }
    }
    return new Inert("persistent id");
  }

  /** Every array in a value, by the path of keys to it, joined by dots. */
  static Map<String, StoredTensor> tensors(Object value) {
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            if (each instanceof StoredTensor tensor) {
              found.put(String.valueOf(key), tensor);
            }
          });
    }
    return found;
  }

  /** A list that may still grow: Python's own refer to themselves. */
  static List<Object> list() {
    return new ArrayList<>();
  }
}
