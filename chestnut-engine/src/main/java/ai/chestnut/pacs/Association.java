package ai.chestnut.pacs;

import ai.chestnut.dicom.Attribute;
import ai.chestnut.dicom.DataSet;
import ai.chestnut.dicom.DicomWriter;
import ai.chestnut.dicom.TransferSyntax;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One conversation with a DICOM application (PS3.8 and PS3.7): opened, used for C-ECHO and C-STORE,
 * released. Whatever breaks it, the socket is closed.
 */
final class Association implements AutoCloseable {

  private static final String VERIFICATION = "1.2.840.10008.1.1";
  private static final int MAX_CONTEXTS = 128;
  private static final int DEFAULT_MAXIMUM = 1 << 18; // where the other side takes any length
  private static final int C_STORE = 0x0001;
  private static final int C_ECHO = 0x0030;
  private static final int ANSWER = 0x8000;
  private static final int NO_DATA = 0x0101;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Map<Outgoing.Kind, Pdus.Context> agreed = new HashMap<>();
  private int maximum = DEFAULT_MAXIMUM;
  private int messages;
  private boolean open;

  private Association(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  /**
   * @param kinds what is to be sent; each is offered as it is, and plain ones also implicitly
   * @throws IOException if nobody answers in time
   * @throws Store.Unwilling if the other side rejects the association
   */
  static Association open(PushTarget.Application target, Set<Outgoing.Kind> kinds, Duration timeout)
      throws IOException, Store.Unwilling {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(target.host(), target.port()), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      Association association = new Association(socket);
      association.associate(target, kinds);
      return association;
    } catch (IOException | Store.Unwilling | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  private void associate(PushTarget.Application target, Set<Outgoing.Kind> kinds)
      throws IOException, Store.Unwilling {
    Set<Outgoing.Kind> offered = new LinkedHashSet<>();
    offered.add(new Outgoing.Kind(VERIFICATION, TransferSyntax.IMPLICIT_LITTLE.uid()));
    for (Outgoing.Kind kind : kinds) {
      offered.add(kind);
      if (kind.mayBeImplicit()) {
        offered.add(implicit(kind));
      }
    }
    if (offered.size() > MAX_CONTEXTS) {
      throw new Store.Unwilling(offered.size() + " kinds of objects in one association");
    }
    List<Pdus.Context> contexts = new ArrayList<>();
    Map<Outgoing.Kind, Pdus.Context> byKind = new HashMap<>();
    for (Outgoing.Kind kind : offered) {
      Pdus.Context context =
          new Pdus.Context(2 * contexts.size() + 1, kind.sopClassUid(), kind.transferSyntaxUid());
      contexts.add(context);
      byKind.put(kind, context);
    }
    out.write(
        Pdus.associate(target.called(), target.calling(), contexts, DicomWriter.IMPLEMENTATION));
    Pdus.Pdu answer = Pdus.read(in);
    if (answer.type() == Pdus.ASSOCIATE_RJ) {
      reject(answer.body());
    }
    require(answer, Pdus.ASSOCIATE_AC);
    Pdus.Agreement agreement = Pdus.agreement(answer.body());
    byKind.forEach(
        (kind, context) -> {
          if (context.transferSyntax().equals(agreement.accepted().get(context.id()))) {
            agreed.put(kind, context);
          }
        });
    maximum = agreement.maximum() == 0 ? DEFAULT_MAXIMUM : Math.max(agreement.maximum(), 64);
    open = true;
  }

  private static Outgoing.Kind implicit(Outgoing.Kind kind) {
    return new Outgoing.Kind(kind.sopClassUid(), TransferSyntax.IMPLICIT_LITTLE.uid());
  }

  /** PS3.8, table 9-21. A temporary no may be asked again. */
  private static void reject(byte[] body) throws IOException, Store.Unwilling {
    int source = body.length >= 4 ? body[2] : 0;
    int reason = body.length >= 4 ? body[3] : 0;
    String words =
        source != 1
            ? "no room for another association"
            : switch (reason) {
              case 3 -> "our application title is not known";
              case 7 -> "no application of this title";
              default -> "reason " + reason;
            };
    boolean temporary = body.length >= 2 && body[1] == 2;
    String got = "a rejected association: " + words;
    if (temporary) {
      throw new IOException(got);
    }
    throw new Store.Unwilling(got);
  }

  /** Asks whether anybody is there (PS3.7, 9.1.5); the status, 0 for yes. */
  int echo() throws IOException {
    Outgoing.Kind kind = new Outgoing.Kind(VERIFICATION, TransferSyntax.IMPLICIT_LITTLE.uid());
    Pdus.Context context = agreed.get(kind);
    if (context == null) {
      return 0; // an application that stores and does not verify
    }
    int message = ++messages;
    DataSet command =
        new DataSet()
            .put(Attribute.AFFECTED_SOP_CLASS_UID, VERIFICATION)
            .put(Attribute.COMMAND_FIELD, C_ECHO)
            .put(Attribute.MESSAGE_ID, message)
            .put(Attribute.COMMAND_DATA_SET_TYPE, NO_DATA);
    write(context.id(), true, command(command));
    return answer(C_ECHO, message).whole(Attribute.STATUS).orElse(-1);
  }

  /**
   * Sends one object (PS3.7, 9.1.1).
   *
   * @return the status that came back; none where the other side does not take this kind
   */
  Optional<Integer> store(Outgoing object) throws IOException {
    Pdus.Context context = agreed.get(object.kind());
    if (context == null && object.kind().mayBeImplicit()) {
      context = agreed.get(implicit(object.kind()));
    }
    if (context == null) {
      return Optional.empty();
    }
    int message = ++messages & 0xFFFF;
    DataSet command =
        new DataSet()
            .put(Attribute.AFFECTED_SOP_CLASS_UID, object.header().sopClassUid())
            .put(Attribute.COMMAND_FIELD, C_STORE)
            .put(Attribute.MESSAGE_ID, message)
            .put(Attribute.PRIORITY, 0)
            .put(Attribute.COMMAND_DATA_SET_TYPE, 0)
            .put(Attribute.AFFECTED_SOP_INSTANCE_UID, object.header().sopInstanceUid());
    write(context.id(), true, command(command));
    write(context.id(), false, object.dataSet(context.transferSyntax()));
    return Optional.of(answer(C_STORE, message).whole(Attribute.STATUS).orElse(-1));
  }

  private static byte[] command(DataSet command) {
    byte[] body = DicomWriter.implicit(command);
    byte[] length =
        DicomWriter.implicit(new DataSet().put(Attribute.COMMAND_GROUP_LENGTH, body.length));
    byte[] whole = new byte[length.length + body.length];
    System.arraycopy(length, 0, whole, 0, length.length);
    System.arraycopy(body, 0, whole, length.length, body.length);
    return whole;
  }

  /** In fragments that fit into the other side's units (PS3.8, annex E). */
  private void write(int context, boolean isCommand, byte[] bytes) throws IOException {
    int room = maximum - 6;
    for (int at = 0; at < bytes.length || at == 0; at += room) {
      int count = Math.min(room, bytes.length - at);
      boolean last = at + count >= bytes.length;
      ByteBuffer body = ByteBuffer.allocate(6 + count).putInt(count + 2);
      body.put((byte) context).put((byte) ((isCommand ? 1 : 0) | (last ? 2 : 0)));
      out.write(Pdus.unit(Pdus.DATA, body.put(bytes, at, count).array()));
    }
  }

  private DataSet answer(int request, int message) throws IOException {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    while (true) {
      Pdus.Pdu unit = Pdus.read(in);
      require(unit, Pdus.DATA);
      ByteBuffer body = ByteBuffer.wrap(unit.body());
      while (body.remaining() >= 6) {
        int length = body.getInt();
        if (length < 2 || length > body.remaining()) {
          throw new IOException("an answer that is cut off");
        }
        body.get();
        int flags = body.get();
        byte[] fragment = new byte[length - 2];
        body.get(fragment);
        command.writeBytes(fragment);
        if ((flags & 3) == 3) {
          return checked(command.toByteArray(), request, message);
        }
      }
    }
  }

  private static DataSet checked(byte[] command, int request, int message) throws IOException {
    try {
      DataSet answer = DataSet.ofImplicit(command);
      if (answer.whole(Attribute.COMMAND_FIELD).orElse(0) == (request | ANSWER)
          && answer.whole(Attribute.MESSAGE_ID_RESPONDED_TO).orElse(-1) == message) {
        return answer;
      }
      throw new IOException("an answer to another question");
    } catch (IllegalArgumentException damaged) {
      throw new IOException("a damaged answer", damaged);
    }
  }

  private void require(Pdus.Pdu unit, int type) throws IOException {
    if (unit.type() == Pdus.ABORT) {
      open = false;
      throw new IOException("an aborted association");
    }
    if (unit.type() != type) {
      throw new IOException("an answer of type " + unit.type());
    }
  }

  /** Releases the association, or aborts it where that is no longer possible. */
  @Override
  public void close() {
    try (socket) {
      if (open) {
        out.write(Pdus.unit(Pdus.RELEASE_RQ, new byte[4]));
        Pdus.read(in);
      }
    } catch (IOException gone) {
      // whoever does not answer a farewell has left
    }
  }
}
