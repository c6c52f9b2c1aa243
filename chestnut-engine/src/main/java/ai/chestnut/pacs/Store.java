package ai.chestnut.pacs;

import java.io.IOException;
import java.util.List;

/** A place that takes DICOM objects. */
interface Store extends AutoCloseable {

  /**
   * Sends a batch. Sending an object twice does no harm: it has the same identifier and bytes.
   *
   * @return what became of each, in their order
   * @throws IOException if the connection fails, which another try may mend
   * @throws Unwilling if the store talks to us and wants none of it
   */
  List<Outcome> send(List<Outgoing> batch) throws IOException, Unwilling, InterruptedException;

  @Override
  void close();

  /** The store's answer is a no that asking again does not change. */
  final class Unwilling extends Exception {
    private static final long serialVersionUID = 1L;

    Unwilling(String got) {
      super(got);
    }
  }
}
