package ai.chestnut.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Bytes of a file as a data set (PS3.5, section 7; PS3.10, section 7), up to and with the pixels.
 * Nothing is copied but what has to change its byte order. Every length is held against what is
 * left, and depth and count have bounds, so that no file costs more than its own size.
 */
final class DicomParser {

  static final int PREFIX_AT = 128;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_ELEMENTS = 100_000;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;
  private static final int UNDEFINED = -1;

  private final byte[] bytes;
  private final ByteBuffer in;
  private boolean explicit;
  private boolean bigEndian;
  private int elements;

  private DicomParser(byte[] bytes, int from, boolean explicit, boolean bigEndian) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
    this.in.position(from);
    this.explicit = explicit;
    order(bigEndian);
  }

  /** A file's transfer syntax and data set. */
  record Parsed(TransferSyntax syntax, DataSet data) {}

  static boolean isDicom(byte[] start) {
    return start.length >= PREFIX_AT + 4
        && start[PREFIX_AT] == 'D'
        && start[PREFIX_AT + 1] == 'I'
        && start[PREFIX_AT + 2] == 'C'
        && start[PREFIX_AT + 3] == 'M';
  }

  /** What stands before the data set. */
  static FileHeader header(byte[] bytes) throws Malformed {
    if (!isDicom(bytes)) {
      throw new Malformed("no prefix DICM", "a DICOM file");
    }
    DicomParser meta = new DicomParser(bytes, PREFIX_AT + 4, true, false);
    DataSet header = new DataSet();
    meta.readWhile(header, 0x0002);
    FileHeader found =
        new FileHeader(
            header.text(Attribute.MEDIA_STORAGE_SOP_CLASS_UID),
            header.text(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID),
            header.text(Attribute.TRANSFER_SYNTAX_UID),
            meta.in.position());
    for (String uid :
        new String[] {found.sopClassUid(), found.sopInstanceUid(), found.transferSyntaxUid()}) {
      if (!uid.matches("[0-9.]{1,64}")) {
        throw new Malformed("a header without its identifiers", "class, instance and syntax");
      }
    }
    return found;
  }

  /**
   * @param limit the most bytes that a deflated data set may become
   */
  static Parsed file(byte[] bytes, long limit) throws Malformed {
    DicomParser meta = new DicomParser(bytes, PREFIX_AT + 4, true, false);
    DataSet header = new DataSet();
    meta.readWhile(header, 0x0002);
    String uid = header.text(Attribute.TRANSFER_SYNTAX_UID);
    Optional<TransferSyntax> syntax = TransferSyntax.of(uid);
    if (syntax.isEmpty()) {
      throw new Malformed(
          uid.isEmpty() ? "no transfer syntax" : "transfer syntax " + shortened(uid),
          "uncompressed, deflated, RLE, JPEG, JPEG-LS or JPEG 2000");
    }
    byte[] body = bytes;
    int from = meta.in.position();
    if (syntax.get() == TransferSyntax.DEFLATED) {
      body = inflate(bytes, from, limit);
      from = 0;
    }
    DicomParser parser =
        new DicomParser(body, from, syntax.get().isExplicit(), syntax.get().isBigEndian());
    DataSet data = new DataSet();
    parser.read(data, body.length, 0);
    return new Parsed(syntax.get(), data);
  }

  /** A data set without a file around it, in implicit little endian. */
  static DataSet implicit(byte[] bytes) throws Malformed {
    DicomParser parser = new DicomParser(bytes, 0, false, false);
    DataSet data = new DataSet();
    parser.read(data, bytes.length, 0);
    return data;
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9.]", "?");
    return plain.length() > 64 ? plain.substring(0, 64) : plain;
  }

  private static byte[] inflate(byte[] bytes, int from, long limit) throws Malformed {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, bytes.length - from);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Malformed("a deflated data set that is cut off", "a whole one");
        }
        out.write(buffer, 0, count);
        if (out.size() > limit) {
          throw new Malformed("a deflated data set beyond " + limit + " bytes", "a smaller one");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException wrong) {
      throw new Malformed("a damaged deflated data set", "a whole one");
    } finally {
      inflater.end();
    }
  }

  /** Reads while the next group is this one. */
  private void readWhile(DataSet into, int group) throws Malformed {
    while (in.remaining() >= 8 && (in.getShort(in.position()) & 0xFFFF) == group) {
      readElement(into, in.limit(), 0);
    }
  }

  /** Reads to the end, to the pixels, or to the delimiter of an item without a length. */
  private void read(DataSet into, int end, int depth) throws Malformed {
    while (in.position() < end) {
      if (end - in.position() < 8) {
        if (depth == 0 && blank(end)) {
          return;
        }
        throw cutOff("an attribute");
      }
      int tag = readElement(into, end, depth);
      if (tag == ITEM_END) {
        return;
      }
      if (depth == 0 && tag == Attribute.PIXEL_DATA.tag()) {
        return;
      }
    }
  }

  private boolean blank(int end) {
    for (int i = in.position(); i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private int readElement(DataSet into, int end, int depth) throws Malformed {
    int tag = tag();
    if (tag == ITEM_END) {
      in.getInt();
      return tag;
    }
    if (++elements > MAX_ELEMENTS) {
      throw new Malformed("more than " + MAX_ELEMENTS + " attributes", "a film's data set");
    }
    Vr vr = explicit ? explicitVr(tag, end) : known(tag);
    int length = length(vr, tag, end);
    Element element;
    if (tag == Attribute.PIXEL_DATA.tag() && length == UNDEFINED) {
      element = fragments(vr, end);
    } else if (vr.isItems() || length == UNDEFINED) {
      element = sequence(vr, tag, length, end, depth);
    } else {
      element = value(vr, tag, length);
    }
    into.put(tag, element);
    return tag;
  }

  private int tag() {
    return (in.getShort() & 0xFFFF) << 16 | (in.getShort() & 0xFFFF);
  }

  private static Vr known(int tag) {
    return Attribute.of(tag).map(Attribute::vr).orElse(Vr.UN);
  }

  private Vr explicitVr(int tag, int end) throws Malformed {
    int first = in.get();
    int second = in.get();
    Vr vr =
        Vr.named(first, second)
            .orElseThrow(
                () ->
                    new Malformed(
                        "no value representation at " + Attribute.shown(tag), "two capitals"));
    if (vr.isLong()) {
      if (end - in.position() < 6) {
        throw cutOff(Attribute.shown(tag));
      }
      in.getShort();
    }
    return vr;
  }

  private int length(Vr vr, int tag, int end) throws Malformed {
    int length = explicit && !vr.isLong() ? in.getShort() & 0xFFFF : in.getInt();
    if (length != UNDEFINED && (length < 0 || length > end - in.position())) {
      throw cutOff(Attribute.shown(tag));
    }
    return length;
  }

  private Element value(Vr declared, int tag, int length) {
    Vr vr = declared == Vr.UN && !known(tag).isItems() ? known(tag) : declared;
    int at = in.position();
    in.position(at + length);
    // values of unknown representation stay in little endian (PS3.5, 6.2.2, note 4)
    if (!bigEndian || vr.unit() == 1 || declared == Vr.UN) {
      return new Element.Value(vr, bytes, at, length);
    }
    byte[] swapped = new byte[length];
    int unit = vr.unit();
    for (int i = 0; i + unit <= length; i += unit) {
      for (int j = 0; j < unit; j++) {
        swapped[i + j] = bytes[at + i + unit - 1 - j];
      }
    }
    return Element.Value.of(vr, swapped);
  }

  private Element sequence(Vr vr, int tag, int length, int end, int depth) throws Malformed {
    if (depth >= MAX_DEPTH) {
      throw new Malformed("sequences nested deeper than " + MAX_DEPTH, "a film's data set");
    }
    boolean wasExplicit = explicit;
    boolean wasBig = bigEndian;
    if (vr == Vr.UN) { // PS3.5, 6.2.2, note 6
      explicit = false;
      order(false);
    }
    int last = length == UNDEFINED ? end : in.position() + length;
    List<DataSet> items = new ArrayList<>();
    while (in.position() < last) {
      if (last - in.position() < 8) {
        throw cutOff(Attribute.shown(tag));
      }
      int mark = tag();
      int itemLength = in.getInt();
      if (mark == SEQUENCE_END) {
        break;
      }
      if (mark != ITEM) {
        throw new Malformed(
            Attribute.shown(mark) + " in the sequence " + Attribute.shown(tag), "an item");
      }
      if (itemLength != UNDEFINED && (itemLength < 0 || itemLength > last - in.position())) {
        throw cutOff("an item of " + Attribute.shown(tag));
      }
      if (++elements > MAX_ELEMENTS) {
        throw new Malformed("more than " + MAX_ELEMENTS + " items", "a film's data set");
      }
      DataSet item = new DataSet();
      read(item, itemLength == UNDEFINED ? last : in.position() + itemLength, depth + 1);
      items.add(item);
    }
    explicit = wasExplicit;
    order(wasBig);
    return new Element.Items(items);
  }

  private Element fragments(Vr vr, int end) throws Malformed {
    List<Element.Value> pieces = new ArrayList<>();
    boolean first = true;
    while (true) {
      if (end - in.position() < 8) {
        throw cutOff("the compressed pixels");
      }
      int mark = tag();
      int length = in.getInt();
      if (mark == SEQUENCE_END) {
        return new Element.Fragments(vr, pieces);
      }
      if (mark != ITEM || length < 0 || length > end - in.position()) {
        throw cutOff("the compressed pixels");
      }
      if (pieces.size() > MAX_ELEMENTS) {
        throw new Malformed("more than " + MAX_ELEMENTS + " pieces of pixels", "one film");
      }
      if (!first) { // the first is the table of offsets
        pieces.add(new Element.Value(vr, bytes, in.position(), length));
      }
      first = false;
      in.position(in.position() + length);
    }
  }

  private void order(boolean big) {
    bigEndian = big;
    in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static Malformed cutOff(String what) {
    return new Malformed("a file that ends inside " + what, "a whole one");
  }
}
