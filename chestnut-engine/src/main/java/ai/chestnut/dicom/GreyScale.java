package ai.chestnut.dicom;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * From stored values to the grey that is shown (PS3.4, N.2; PS3.3, C.11.1 and C.11.2): modality
 * rescale or table, then the first VOI table or window, then the photometric interpretation. As a
 * table over all samples, since none has more than 16 bit.
 *
 * <p>A film without any VOI is shown from its least to its greatest value, padding left out.
 */
final class GreyScale {

  private GreyScale() {}

  /** Turns a value into another. */
  @FunctionalInterface
  private interface Curve {
    double at(double value);
  }

  /**
   * @return by sample (unsigned 16 bit) the grey from 0 (black) to 65,535 (white)
   */
  static char[] table(DataSet data, PixelLayout layout, short[] samples) throws Malformed {
    Curve modality = modality(data, layout);
    Curve voi = voi(data, layout, modality, samples);
    boolean inverted =
        PixelLayout.isInverted(data)
            || data.text(Attribute.PRESENTATION_LUT_SHAPE).equals("INVERSE");
    char[] table = new char[1 << layout.allocated()];
    for (int sample = 0; sample < table.length; sample++) {
      double unit = voi.at(modality.at(layout.value(sample)));
      double bounded = Math.min(Math.max(inverted ? 1 - unit : unit, 0), 1);
      table[sample] = (char) Math.floor(bounded * 65_535 + 0.5);
    }
    return table;
  }

  private static Curve modality(DataSet data, PixelLayout layout) throws Malformed {
    List<DataSet> tables = data.items(Attribute.MODALITY_LUT_SEQUENCE);
    if (!tables.isEmpty()) {
      return lookup(tables.get(0), layout, false);
    }
    double slope = data.decimal(Attribute.RESCALE_SLOPE).orElse(1);
    double intercept = data.decimal(Attribute.RESCALE_INTERCEPT).orElse(0);
    if (slope == 0) {
      throw new Malformed("a rescale slope of 0", "another");
    }
    return value -> slope * value + intercept;
  }

  private static Curve voi(DataSet data, PixelLayout layout, Curve modality, short[] samples)
      throws Malformed {
    List<Double> centers = data.decimals(Attribute.WINDOW_CENTER);
    List<Double> widths = data.decimals(Attribute.WINDOW_WIDTH);
    List<DataSet> tables = data.items(Attribute.VOI_LUT_SEQUENCE);
    if (!tables.isEmpty()) {
      return lookup(tables.get(0), layout, true);
    }
    if (!centers.isEmpty() && !widths.isEmpty() && widths.get(0) > 0) {
      return window(
          data.text(Attribute.VOI_LUT_FUNCTION).toUpperCase(Locale.ROOT),
          centers.get(0),
          widths.get(0));
    }
    return span(data, layout, modality, samples);
  }

  private static Curve window(String function, double center, double width) throws Malformed {
    return switch (function) {
      case "", "LINEAR" -> { // C.11.2.1.2.1
        double low = center - 0.5 - (width - 1) / 2;
        yield width <= 1 ? x -> x <= low ? 0 : 1 : x -> (x - low) / (width - 1);
      }
      case "LINEAR_EXACT" -> x -> (x - center) / width + 0.5; // C.11.2.1.3.2
      case "SIGMOID" -> x -> 1 / (1 + Math.exp(-4 * (x - center) / width)); // C.11.2.1.3.1
      default -> throw new Malformed("an unknown VOI function", "LINEAR, LINEAR_EXACT or SIGMOID");
    };
  }

  /**
   * A table (PS3.3, C.11.1.1.1): length, first value mapped, bits of an entry. Values before the
   * first have its entry, values after the last have the last one's.
   */
  private static Curve lookup(DataSet table, PixelLayout layout, boolean unit) throws Malformed {
    ByteBuffer descriptor =
        table
            .bytes(Attribute.LUT_DESCRIPTOR)
            .filter(bytes -> bytes.remaining() >= 6)
            .orElseThrow(() -> new Malformed("a lookup table without descriptor", "three numbers"));
    int declared = descriptor.getShort(0) & 0xFFFF;
    int count = declared == 0 ? 65_536 : declared;
    boolean signed = // the implicit form does not say which it is
        layout.signed()
            || table.get(Attribute.LUT_DESCRIPTOR).map(each -> each.vr() == Vr.SS).orElse(false);
    int first = signed ? descriptor.getShort(2) : descriptor.getShort(2) & 0xFFFF;
    int bits = descriptor.getShort(4) & 0xFFFF;
    ByteBuffer entries =
        table
            .bytes(Attribute.LUT_DATA)
            .orElseThrow(() -> new Malformed("a lookup table without entries", "some"));
    boolean bytes = entries.remaining() < 2 * count;
    if (entries.remaining() < count || bits < 1 || bits > 16) {
      throw new Malformed(
          entries.remaining() + " bytes for a lookup table of " + count + " at " + bits + " bit",
          "an entry each");
    }
    double scale = unit ? (1 << bits) - 1 : 1;
    return value -> {
      int at = (int) Math.min(Math.max(Math.rint(value) - first, 0), count - 1);
      return (bytes ? entries.get(at) & 0xFF : entries.getShort(2 * at) & 0xFFFF) / scale;
    };
  }

  private static Curve span(DataSet data, PixelLayout layout, Curve modality, short[] samples) {
    int padding = data.whole(Attribute.PIXEL_PADDING_VALUE).orElse(-1);
    int other = data.whole(Attribute.PIXEL_PADDING_RANGE_LIMIT).orElse(padding);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (short sample : samples) {
      int raw = sample & 0xFFFF;
      if (raw >= Math.min(padding, other) && raw <= Math.max(padding, other)) {
        continue;
      }
      double value = modality.at(layout.value(raw));
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double from = low;
    double width = high > low ? high - low : 1;
    return value -> (value - from) / width;
  }
}
