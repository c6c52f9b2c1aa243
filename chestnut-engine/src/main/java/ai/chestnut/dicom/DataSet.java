package ai.chestnut.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Attributes and their values in the order of their tags (PS3.5, section 7). Filled by {@code put},
 * which returns the same data set. Text is UTF-8.
 */
public final class DataSet {

  private static final Charset TEXT = StandardCharsets.UTF_8;

  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

  /** An attribute that is there and says nothing. */
  DataSet putEmpty(Attribute attribute) {
    return attribute.vr().isItems()
        ? put(attribute, List.of())
        : put(attribute, Element.Value.of(attribute.vr(), new byte[0]));
  }

  /** Text, several values parted by a backslash in the file. */
  public DataSet put(Attribute attribute, String... values) {
    return put(
        attribute, Element.Value.of(attribute.vr(), String.join("\\", values).getBytes(TEXT)));
  }

  /** Whole numbers of the attribute's width; tags for AT; text for IS. */
  public DataSet put(Attribute attribute, int first, int... more) {
    int[] values = new int[more.length + 1];
    values[0] = first;
    System.arraycopy(more, 0, values, 1, more.length);
    if (attribute.vr().isText()) {
      return put(attribute, Arrays.stream(values).mapToObj(String::valueOf).toArray(String[]::new));
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      switch (attribute.vr()) {
        case US, SS -> bytes.putShort((short) value);
        case UL, SL -> bytes.putInt(value);
        case AT -> bytes.putShort((short) (value >> 16)).putShort((short) value);
        default -> throw new IllegalArgumentException(attribute + " holds no whole numbers");
      }
    }
    byte[] used = Arrays.copyOf(bytes.array(), bytes.position());
    return put(attribute, Element.Value.of(attribute.vr(), used));
  }

  /** Decimals in at most 16 characters (PS3.5, DS). */
  DataSet put(Attribute attribute, double first, double... more) {
    StringBuilder text = new StringBuilder(decimal(first));
    for (double value : more) {
      text.append('\\').append(decimal(value));
    }
    return put(attribute, text.toString());
  }

  DataSet put(Attribute attribute, byte[] bytes) {
    return put(attribute, Element.Value.of(attribute.vr(), bytes));
  }

  DataSet put(Attribute attribute, DataSet... items) {
    return put(attribute, new Element.Items(List.of(items)));
  }

  DataSet put(Attribute attribute, List<DataSet> items) {
    return put(attribute, new Element.Items(items));
  }

  DataSet put(Attribute attribute, Code code) {
    return put(attribute, code.item());
  }

  DataSet put(Attribute attribute, Element element) {
    return put(attribute.tag(), element);
  }

  DataSet put(int tag, Element element) {
    elements.put(tag, element);
    return this;
  }

  /** All attributes of the other as well; its values win. */
  DataSet putAll(DataSet other) {
    elements.putAll(other.elements);
    return this;
  }

  Map<Integer, Element> elements() {
    return elements;
  }

  Optional<Element> get(Attribute attribute) {
    return Optional.ofNullable(elements.get(attribute.tag()));
  }

  /** The bytes of a plain value; none for sequences, missing and empty ones. */
  Optional<ByteBuffer> bytes(Attribute attribute) {
    return get(attribute)
        .filter(element -> element instanceof Element.Value value && value.length() > 0)
        .map(element -> (Element.Value) element)
        .map(
            value ->
                ByteBuffer.wrap(value.source(), value.offset(), value.length())
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Every value of a text, without the blanks and zeros around it. */
  List<String> texts(Attribute attribute) {
    Optional<ByteBuffer> bytes = bytes(attribute);
    if (bytes.isEmpty()) {
      return List.of();
    }
    byte[] copy = new byte[bytes.get().remaining()];
    bytes.get().get(copy);
    List<String> values = new ArrayList<>();
    for (String value : new String(copy, TEXT).split("\\\\", -1)) {
      values.add(value.replace('\0', ' ').strip());
    }
    return values;
  }

  /** The first value of a text; empty where there is none. */
  public String text(Attribute attribute) {
    List<String> values = texts(attribute);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The first value as a number of 16 or 32 bit without sign, or as a text of digits. */
  public OptionalInt whole(Attribute attribute) {
    Optional<Element> element = get(attribute);
    Optional<ByteBuffer> bytes = bytes(attribute);
    if (element.isEmpty() || bytes.isEmpty()) {
      return OptionalInt.empty();
    }
    if (element.get().vr().isText()) {
      try {
        return OptionalInt.of(Integer.parseInt(text(attribute).replaceFirst("^\\+", "")));
      } catch (NumberFormatException wrong) {
        return OptionalInt.empty();
      }
    }
    int length = bytes.get().remaining();
    boolean wide = element.get().vr() == Vr.UL || element.get().vr() == Vr.SL;
    if (length < (wide ? 4 : 2)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(wide ? bytes.get().getInt(0) : bytes.get().getShort(0) & 0xFFFF);
  }

  /** The first value of a text as a finite decimal. */
  OptionalDouble decimal(Attribute attribute) {
    List<Double> values = decimals(attribute);
    return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values.get(0));
  }

  /** Every value of a text as a decimal; none at all if one of them is no finite number. */
  List<Double> decimals(Attribute attribute) {
    List<Double> values = new ArrayList<>();
    for (String text : texts(attribute)) {
      try {
        values.add(Double.parseDouble(text));
      } catch (NumberFormatException wrong) {
        return List.of();
      }
    }
    return values.stream().allMatch(Double::isFinite) ? values : List.of();
  }

  /** The items of a sequence; none where it is missing. */
  List<DataSet> items(Attribute attribute) {
    return get(attribute)
        .filter(Element.Items.class::isInstance)
        .map(element -> ((Element.Items) element).items())
        .orElse(List.of());
  }

  /**
   * A data set without a file around it, in implicit little endian, as commands are.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  public static DataSet ofImplicit(byte[] bytes) {
    try {
      return DicomParser.implicit(bytes);
    } catch (Malformed wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  private static String decimal(double value) {
    String text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    for (int digits = 16; text.length() > 16 && digits > 1; digits--) {
      text = new java.math.BigDecimal(value, new java.math.MathContext(digits)).toString();
    }
    return text;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("DataSet[");
    elements.forEach(
        (tag, element) ->
            text.append(Attribute.shown(tag)).append(' ').append(element.vr()).append(' '));
    return text.append(']').toString();
  }
}
