package ai.chestnut.server.access;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls. Without login only the machine itself is served, and only under its own names, so that
 * a page of another site cannot reach the server through a name that it points here (DNS
 * rebinding). With login everybody needs a token, and who guesses is made to wait.
 */
public final class Gate {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int GUESSES = 10;
  private static final long WINDOW_MILLIS = 60_000;
  private static final int ADDRESSES = 10_000;

  private final Optional<Tokens> tokens;
  private final Optional<String> publicOrigin;
  private final Clock clock;
  private final Map<String, Guesses> guesses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Guesses(int wrong, long sinceMillis) {}

  /**
   * @param tokens absent where no login is asked for
   * @param publicOrigin what pages call this server, where a proxy stands before it
   */
  public Gate(Optional<Tokens> tokens, Optional<String> publicOrigin, Clock clock) {
    this.tokens = tokens;
    this.publicOrigin = publicOrigin;
    this.clock = clock;
  }

  /** What the gate says. */
  public enum Answer {
    COME_IN,
    WRONG_HOST,
    WRONG_TOKEN,
    TOO_MANY_GUESSES
  }

  /**
   * The gate's answer, and who it is.
   *
   * @param caller of meaning for {@link Answer#COME_IN} alone
   */
  public record Decision(Answer answer, Caller caller) {}

  /** Looks at a request. */
  public Decision decide(String host, Optional<String> authorization, String address) {
    if (tokens.isEmpty()) {
      boolean ours = LOOPBACK.contains(host.replaceFirst(":[0-9]*$", ""));
      return new Decision(ours ? Answer.COME_IN : Answer.WRONG_HOST, Caller.LOCAL);
    }
    if (authorization.isEmpty()) {
      return new Decision(Answer.COME_IN, Caller.NOBODY);
    }
    if (tooManyGuesses(address)) {
      return new Decision(Answer.TOO_MANY_GUESSES, Caller.NOBODY);
    }
    Optional<Caller> caller =
        authorization
            .filter(header -> header.startsWith("Bearer "))
            .flatMap(header -> tokens.get().caller(header.substring("Bearer ".length()).strip()));
    if (caller.isEmpty()) {
      wrong(address);
      return new Decision(Answer.WRONG_TOKEN, Caller.NOBODY);
    }
    return new Decision(Answer.COME_IN, caller.get());
  }

  private boolean tooManyGuesses(String address) {
    synchronized (guesses) {
      Guesses before = guesses.getOrDefault(address, new Guesses(0, 0));
      return before.wrong() >= GUESSES && clock.millis() - before.sinceMillis() < WINDOW_MILLIS;
    }
  }

  private void wrong(String address) {
    synchronized (guesses) {
      Guesses before = guesses.getOrDefault(address, new Guesses(0, 0));
      boolean stale = clock.millis() - before.sinceMillis() >= WINDOW_MILLIS;
      guesses.put(
          address,
          stale
              ? new Guesses(1, clock.millis())
              : new Guesses(before.wrong() + 1, before.sinceMillis()));
    }
  }

  /** Whether a request that changes something comes from this server's own page, or from none. */
  public boolean isOwnPage(String host, Optional<String> origin, Optional<String> site) {
    if (site.filter(word -> word.equals("cross-site") || word.equals("same-site")).isPresent()) {
      return false;
    }
    return origin.isEmpty()
        || publicOrigin.equals(origin)
        || origin
            .filter(o -> o.equals("http://" + host) || o.equals("https://" + host))
            .isPresent();
  }
}
