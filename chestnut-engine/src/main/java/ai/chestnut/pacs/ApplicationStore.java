package ai.chestnut.pacs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * C-STORE over one association, which is opened anew when it broke or a new kind of object comes.
 */
final class ApplicationStore implements Store {

  private static final int DUPLICATE = 0x0111; // it has the object already

  private final PushTarget.Application target;
  private final Duration timeout;
  private final Set<Outgoing.Kind> kinds = new HashSet<>();
  private Optional<Association> association = Optional.empty();

  ApplicationStore(PushTarget.Application target, Duration timeout) {
    this.target = target;
    this.timeout = timeout;
  }

  @Override
  public List<Outcome> send(List<Outgoing> batch) throws IOException, Unwilling {
    Association open = association(batch);
    List<Outcome> outcomes = new ArrayList<>();
    try {
      for (Outgoing object : batch) {
        outcomes.add(outcome(object, open.store(object)));
      }
    } catch (IOException broken) {
      close();
      throw broken;
    }
    return outcomes;
  }

  private Association association(List<Outgoing> batch) throws IOException, Unwilling {
    boolean more = false;
    for (Outgoing object : batch) {
      more |= kinds.add(object.kind());
    }
    if (more) {
      close();
    }
    if (association.isEmpty()) {
      Association opened = Association.open(target, kinds, timeout);
      association = Optional.of(opened);
      int status = opened.echo();
      if (status != 0) {
        close();
        throw new Unwilling(String.format(Locale.ROOT, "status %04X to an echo", status));
      }
    }
    return association.get();
  }

  /** PS3.4, table B.2-1: Bxxx and 0001 are warnings, with the object stored. */
  private static Outcome outcome(Outgoing object, Optional<Integer> status) {
    if (status.isEmpty()) {
      return Outcome.refused(object, "this kind of object is not taken");
    }
    int code = status.get();
    boolean stored = code == 0 || code == 1 || code == DUPLICATE || code >> 12 == 0xB;
    return stored
        ? Outcome.accepted(object)
        : Outcome.refused(object, String.format(Locale.ROOT, "status %04X", code));
  }

  @Override
  public void close() {
    association.ifPresent(Association::close);
    association = Optional.empty();
  }
}
