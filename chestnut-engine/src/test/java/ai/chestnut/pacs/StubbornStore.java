package ai.chestnut.pacs;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on loopback and treats one connection after another as it was told. */
final class StubbornStore implements AutoCloseable {

  /** What becomes of a connection. */
  @FunctionalInterface
  interface Manner {
    void treat(DataInputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  final AtomicInteger connections = new AtomicInteger();

  private StubbornStore(ServerSocket server) {
    this.server = server;
  }

  /** The last manner is kept for all further connections. */
  static StubbornStore with(List<Manner> manners) throws IOException {
    StubbornStore store =
        new StubbornStore(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(() -> store.serve(manners), "stubborn-store");
    thread.setDaemon(true);
    thread.start();
    return store;
  }

  private void serve(List<Manner> manners) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int number = connections.getAndIncrement();
        manners
            .get(Math.min(number, manners.size() - 1))
            .treat(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
      } catch (IOException over) {
        // the caller left, which some of the tests are about
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Reads one unit and answers with these. */
  static Manner answering(int type, byte[] body) {
    return (in, out) -> {
      Pdus.read(in);
      out.write(Pdus.unit(type, body));
    };
  }
}
