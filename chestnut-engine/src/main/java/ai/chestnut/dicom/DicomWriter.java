package ai.chestnut.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Data sets as bytes in little endian, explicit or implicit (PS3.5, section 7.1), with defined
 * lengths throughout; and whole files (PS3.10, section 7). Equal data sets give equal bytes.
 */
public final class DicomWriter {

  /** What we call ourselves as a program (PS3.7, D.3.3.2). */
  public static final String IMPLEMENTATION = Uids.IMPLEMENTATION;

  private static final int ITEM = 0xFFFEE000;
  private static final int PREAMBLE = 128;

  private DicomWriter() {}

  /** A file: preamble, prefix, meta information, data set in explicit little endian. */
  public static byte[] file(DataSet data) {
    DataSet meta =
        new DataSet()
            .put(Attribute.FILE_META_VERSION, new byte[] {0, 1})
            .put(Attribute.MEDIA_STORAGE_SOP_CLASS_UID, data.text(Attribute.SOP_CLASS_UID))
            .put(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID, data.text(Attribute.SOP_INSTANCE_UID))
            .put(Attribute.TRANSFER_SYNTAX_UID, TransferSyntax.EXPLICIT_LITTLE.uid())
            .put(Attribute.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION)
            .put(Attribute.IMPLEMENTATION_VERSION_NAME, "CHESTNUT");
    byte[] metaBytes = explicit(meta);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[PREAMBLE]);
    out.writeBytes(new byte[] {'D', 'I', 'C', 'M'});
    out.writeBytes(explicit(new DataSet().put(Attribute.FILE_META_GROUP_LENGTH, metaBytes.length)));
    out.writeBytes(metaBytes);
    out.writeBytes(explicit(data));
    return out.toByteArray();
  }

  /** Explicit little endian. */
  public static byte[] explicit(DataSet data) {
    return bytes(data, true);
  }

  /** Implicit little endian, as command sets are (PS3.7, 6.3.1). */
  public static byte[] implicit(DataSet data) {
    return bytes(data, false);
  }

  private static byte[] bytes(DataSet data, boolean explicit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    data.elements().forEach((tag, element) -> write(tag, element, explicit, out));
    return out.toByteArray();
  }

  private static void write(int tag, Element element, boolean explicit, ByteArrayOutputStream out) {
    byte[] body = body(element, explicit);
    ByteBuffer head = numbers(12).putShort((short) (tag >>> 16)).putShort((short) tag);
    if (explicit) {
      head.put((byte) element.vr().name().charAt(0)).put((byte) element.vr().name().charAt(1));
      if (element.vr().isLong()) {
        head.putShort((short) 0).putInt(body.length);
      } else {
        requireShort(tag, body.length);
        head.putShort((short) body.length);
      }
    } else {
      head.putInt(body.length);
    }
    out.write(head.array(), 0, head.position());
    out.writeBytes(body);
  }

  private static void requireShort(int tag, int length) {
    if (length > 0xFFFE) {
      throw new IllegalArgumentException(
          Attribute.shown(tag) + ": got " + length + " bytes, expected at most 65534");
    }
  }

  private static byte[] body(Element element, boolean explicit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (element instanceof Element.Items sequence) {
      for (DataSet item : sequence.items()) {
        byte[] inner = bytes(item, explicit);
        ByteBuffer head = numbers(8).putShort((short) (ITEM >>> 16)).putShort((short) ITEM);
        out.writeBytes(head.putInt(inner.length).array());
        out.writeBytes(inner);
      }
    } else if (element instanceof Element.Value value) {
      out.write(value.source(), value.offset(), value.length());
      if (value.length() % 2 == 1) {
        out.write(value.vr().padding());
      }
    } else {
      throw new IllegalArgumentException("compressed pixels are read, not written");
    }
    return out.toByteArray();
  }

  private static ByteBuffer numbers(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
