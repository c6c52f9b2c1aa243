package ai.chestnut.pacs;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Protocol data units of the DICOM upper layer (PS3.8, section 9.3), big endian. */
final class Pdus {

  static final int ASSOCIATE_RQ = 1;
  static final int ASSOCIATE_AC = 2;
  static final int ASSOCIATE_RJ = 3;
  static final int DATA = 4;
  static final int RELEASE_RQ = 5;
  static final int RELEASE_RP = 6;
  static final int ABORT = 7;

  /** The longest unit that we take, announced to the other side. */
  static final int OWN_MAXIMUM = 1 << 16;

  private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
  private static final int LONGEST = 1 << 24;

  private Pdus() {}

  /** A unit without its header. */
  record Pdu(int type, byte[] body) {}

  /**
   * What we offer to send.
   *
   * @param id odd, 1 to 255
   */
  record Context(int id, String abstractSyntax, String transferSyntax) {}

  /**
   * What was agreed.
   *
   * @param accepted transfer syntax by context id
   * @param maximum bytes that the other side takes in one unit; 0 for any number
   */
  record Agreement(Map<Integer, String> accepted, int maximum) {}

  static Pdu read(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    in.readUnsignedByte();
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("an answer of " + (length & 0xFFFFFFFFL) + " bytes");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Pdu(type, body);
  }

  static byte[] unit(int type, byte[] body) {
    return ByteBuffer.allocate(6 + body.length)
        .put((byte) type)
        .put((byte) 0)
        .putInt(body.length)
        .put(body)
        .array();
  }

  /** A-ASSOCIATE-RQ (9.3.2) with the user information of annex D. */
  static byte[] associate(String called, String calling, List<Context> contexts, String ownClass) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 1, 0, 0}); // protocol version 1
    body.writeBytes(title(called));
    body.writeBytes(title(calling));
    body.writeBytes(new byte[32]);
    body.writeBytes(item(0x10, ascii(APPLICATION_CONTEXT)));
    for (Context context : contexts) {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      inner.writeBytes(new byte[] {(byte) context.id(), 0, 0, 0});
      inner.writeBytes(item(0x30, ascii(context.abstractSyntax())));
      inner.writeBytes(item(0x40, ascii(context.transferSyntax())));
      body.writeBytes(item(0x20, inner.toByteArray()));
    }
    ByteArrayOutputStream user = new ByteArrayOutputStream();
    user.writeBytes(item(0x51, ByteBuffer.allocate(4).putInt(OWN_MAXIMUM).array()));
    user.writeBytes(item(0x52, ascii(ownClass)));
    user.writeBytes(item(0x55, ascii("CHESTNUT")));
    body.writeBytes(item(0x50, user.toByteArray()));
    return unit(ASSOCIATE_RQ, body.toByteArray());
  }

  /** A-ASSOCIATE-AC (9.3.3). */
  static Agreement agreement(byte[] body) throws IOException {
    if (body.length < 68) {
      throw new IOException("an agreement that is cut off");
    }
    Map<Integer, String> accepted = new TreeMap<>();
    int maximum = 0;
    ByteBuffer in = ByteBuffer.wrap(body);
    in.position(68);
    while (in.remaining() >= 4) {
      int type = in.get() & 0xFF;
      ByteBuffer value = value(in);
      if (type == 0x21 && value.remaining() >= 4) {
        int id = value.get(0) & 0xFF;
        boolean agreed = value.get(2) == 0;
        value.position(4);
        if (agreed && value.remaining() >= 4 && value.get() == 0x40) {
          accepted.put(id, text(value(value)));
        }
      } else if (type == 0x50) {
        while (value.remaining() >= 4) {
          int kind = value.get() & 0xFF;
          ByteBuffer inner = value(value);
          if (kind == 0x51 && inner.remaining() == 4) {
            maximum = inner.getInt();
          }
        }
      }
    }
    return new Agreement(accepted, maximum);
  }

  private static ByteBuffer value(ByteBuffer in) throws IOException {
    in.get();
    int length = in.getShort() & 0xFFFF;
    if (length > in.remaining()) {
      throw new IOException("an agreement that is cut off");
    }
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + length);
    return value;
  }

  private static String text(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
  }

  private static byte[] item(int type, byte[] body) {
    return ByteBuffer.allocate(4 + body.length)
        .put((byte) type)
        .put((byte) 0)
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  private static byte[] title(String title) {
    return ascii(title + " ".repeat(16 - title.length()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
