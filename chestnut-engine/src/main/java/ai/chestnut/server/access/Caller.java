package ai.chestnut.server.access;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name whose jobs these are
 * @param scopes what the caller may do
 */
public record Caller(String name, Set<AccessScope> scopes) {

  /** Somebody at this machine, where no login is asked for. */
  public static final Caller LOCAL = new Caller("local", Set.of(AccessScope.ADMIN));

  /** Somebody without a token. */
  public static final Caller NOBODY = new Caller("nobody", Set.of());

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether something of this scope is allowed. */
  public boolean may(AccessScope scope) {
    return scope == AccessScope.PUBLIC
        || scopes.contains(scope)
        || scopes.contains(AccessScope.ADMIN);
  }

  /** Whether another caller's jobs may be seen. */
  public boolean seesAll() {
    return scopes.contains(AccessScope.ADMIN);
  }
}
