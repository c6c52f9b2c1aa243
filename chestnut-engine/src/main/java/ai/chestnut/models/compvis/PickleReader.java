package ai.chestnut.models.compvis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickle format, protocols 2 to 5, as far as checkpoints use it, see Python's
 * pickletools. It builds values and runs nothing, see {@link Pickle}.
 */
final class PickleReader {

  /** A mistake in the bytes, or a program that they want to be run. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  private static final int MOST_VALUES = 50_000_000;

  private final ByteBuffer in;
  private final Deque<List<Object>> marks = new ArrayDeque<>();
  private List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private PickleReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws Malformed if it is no such pickle, or names a program
   */
  static Object read(byte[] bytes) {
    PickleReader reader = new PickleReader(bytes);
    try {
      for (int values = 0; values < MOST_VALUES; values++) {
        int code = reader.in.get() & 0xFF;
        if (code == '.') {
          return reader.pop();
        }
        reader.step(code);
      }
      throw new Malformed("more than " + MOST_VALUES + " values");
    } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException cut) {
      throw new Malformed("bytes that end too early");
    }
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> in.get(); // protocol
      case 0x95 -> in.getLong(); // frame
      case '(' -> {
        marks.push(stack);
        stack = new ArrayList<>();
      }
      case '0' -> pop();
      case '1' -> toMark();
      case '2' -> push(stack.get(stack.size() - 1));
      case 'N' -> push(Pickle.None.NONE);
      case 0x88 -> push(Boolean.TRUE);
      case 0x89 -> push(Boolean.FALSE);
      case 'K' -> push((long) (in.get() & 0xFF));
      case 'M' -> push((long) (in.getShort() & 0xFFFF));
      case 'J' -> push((long) in.getInt());
      case 0x8a -> push(number(bytes(in.get() & 0xFF)));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> push(text(length(in.getInt())));
      case 0x8c -> push(text(in.get() & 0xFF));
      case 0x8d -> push(text(length(in.getLong())));
      case 'U' -> push(text(in.get() & 0xFF));
      case 'T' -> push(text(length(in.getInt())));
      case 'C' -> push(new Pickle.Inert(bytes(in.get() & 0xFF).length + " bytes"));
      case 'B' -> push(new Pickle.Inert(bytes(length(in.getInt())).length + " bytes"));
      case 0x8e -> push(new Pickle.Inert(bytes(length(in.getLong())).length + " bytes"));
      case 'q' -> memo.put(in.get() & 0xFF, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xFF));
      case 'j' -> push(remembered(in.getInt()));
      default -> container(code);
    }
  }

  private void container(int code) {
    switch (code) {
      case '}' -> push(new LinkedHashMap<Object, Object>());
      case ']', ')', 0x8f -> push(Pickle.list());
      case 't', 'l', 0x91 -> push(toMark());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 'd' -> {
        List<Object> pairs = toMark();
        push(new LinkedHashMap<Object, Object>());
        put(pairs);
      }
      case 'a' -> {
        Object value = pop();
        append(List.of(value));
      }
      case 'e', 0x90 -> append(toMark());
      case 's' -> {
        Object value = pop();
        Object key = pop();
        put(List.of(key, value));
      }
      case 'u' -> put(toMark());
      default -> object(code);
    }
  }

  private void object(int code) {
    switch (code) {
      case 'c' -> push(global(line(), line()));
      case 0x93 -> {
        Object name = pop();
        Object module = pop();
        push(global(String.valueOf(module), String.valueOf(name)));
      }
      case 'R', 0x81 -> {
        Object arguments = pop();
        Object callable = pop();
        push(Pickle.called(callable, arguments instanceof List<?> l ? copy(l) : List.of()));
      }
      case 0x92 -> {
        pop();
        pop();
        push(Pickle.called(pop(), List.of()));
      }
      case 'b' -> pop(); // the state of an object that stays inert
      case 'Q' -> push(Pickle.persistent(pop()));
      default -> throw new Malformed("operation 0x" + Integer.toHexString(code));
    }
  }

  private static Pickle.Global global(String module, String name) {
    Pickle.Global global = new Pickle.Global(module, name);
    if (global.isProgram()) {
      throw new Malformed("the program " + module + " " + name + ", which it wants to be run");
    }
    return global;
  }

  private static List<Object> copy(List<?> values) {
    return new ArrayList<>(values);
  }

  private void tuple(int size) {
    List<Object> tail = stack.subList(stack.size() - size, stack.size());
    List<Object> values = new ArrayList<>(tail);
    tail.clear();
    push(values);
  }

  private void append(List<Object> values) {
    if (top() instanceof List<?> list) {
      @SuppressWarnings("unchecked") // every list on the stack was made here
      List<Object> own = (List<Object>) list;
      own.addAll(values);
    }
  }

  private void put(List<Object> pairs) {
    if (top() instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // every map on the stack was made here
      Map<Object, Object> own = (Map<Object, Object>) map;
      for (int i = 0; i + 1 < pairs.size(); i += 2) {
        own.put(key(pairs.get(i)), pairs.get(i + 1));
      }
    }
  }

  /** Lists change, and a changed key is lost. */
  private static Object key(Object value) {
    return value instanceof List<?> list ? "(" + list.size() + " values)" : value;
  }

  private List<Object> toMark() {
    if (marks.isEmpty()) {
      throw new Malformed("a mark that is missing");
    }
    List<Object> values = stack;
    stack = marks.pop();
    return values;
  }

  private Object remembered(int at) {
    Object value = memo.get(at);
    if (value == null) {
      throw new Malformed("memo " + at + ", which is empty");
    }
    return value;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private int length(long wanted) {
    if (wanted < 0 || wanted > in.remaining()) {
      throw new Malformed("a text of " + wanted + " bytes");
    }
    return (int) wanted;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private String text(int count) {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    char next = (char) (in.get() & 0xFF);
    while (next != '\n') {
      line.append(next);
      next = (char) (in.get() & 0xFF);
    }
    return line.toString();
  }

  /** A whole number of any length, lowest byte first; those beyond 64 bits are cut. */
  private static Object number(byte[] littleEndian) {
    byte[] turned = new byte[littleEndian.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = littleEndian[turned.length - 1 - i];
    }
    return turned.length == 0 ? 0L : new BigInteger(turned).longValue();
  }
}
