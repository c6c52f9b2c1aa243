package ai.chestnut.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events, as the HTML standard has them. */
public final class EventStream implements AutoCloseable {

  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * @param data one line
   * @throws IOException if nobody listens any more
   */
  public void send(String event, long id, String data) throws IOException {
    write("id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n");
  }

  /** A line that listeners ignore: keeps the connection, and finds out whether it is there. */
  public void comment(String text) throws IOException {
    write(": " + text + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
