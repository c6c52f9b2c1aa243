package ai.chestnut.server.access;

import ai.chestnut.failure.RequestException;
import ai.chestnut.server.store.Database;
import ai.chestnut.storage.Sha256;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tokens, of which the database holds only the SHA-256: 256 random bits need no slow hash, and who
 * reads the database cannot log in with what stands there.
 */
public final class Tokens {

  private static final String PREFIX = "chestnut_";
  private static final int BYTES = 32;

  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Tokens(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A token without its secret.
   *
   * @param id names it, such as for taking it away
   */
  public record Token(String id, String name, Set<AccessScope> scopes, long createdMillis) {

    Caller caller() {
      return new Caller(name, scopes);
    }
  }

  /**
   * A token at the only moment when its secret is known.
   *
   * @param secret what callers send
   */
  public record Fresh(Token token, String secret) {}

  /** Makes a token. */
  public Fresh make(String name, Set<AccessScope> scopes) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}") || name.equals(Caller.LOCAL.name())) {
      throw new RequestException("token", "name", "'" + name + "'", "1 to 40 letters and digits");
    }
    if (scopes.isEmpty()) {
      throw new RequestException("token", "scopes", "none", "at least one");
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byte[] short16 = new byte[8];
    random.nextBytes(short16);
    Token token =
        new Token(HexFormat.of().formatHex(short16), name, new TreeSet<>(scopes), clock.millis());
    database.change(
        "INSERT INTO tokens (id, name, token_sum, scopes, created_millis) VALUES (?,?,?,?,?)",
        token.id(),
        name,
        Sha256.of(secret),
        words(scopes),
        token.createdMillis());
    return new Fresh(token, secret);
  }

  private static String words(Set<AccessScope> scopes) {
    return scopes.stream().map(AccessScope::word).sorted().collect(Collectors.joining(" "));
  }

  private static Token token(ResultSet row) throws SQLException {
    Set<AccessScope> scopes = new TreeSet<>();
    for (String word : row.getString("scopes").split(" ")) {
      scopes.add(AccessScope.named(word));
    }
    return new Token(
        row.getString("id"), row.getString("name"), scopes, row.getLong("created_millis"));
  }

  /** Whose secret this is. Found by its hash, so the time it takes tells nothing of the secret. */
  public Optional<Caller> caller(String secret) {
    if (!secret.startsWith(PREFIX) || secret.length() > 100) {
      return Optional.empty();
    }
    return database
        .row(Tokens::token, "SELECT * FROM tokens WHERE token_sum = ?", Sha256.of(secret))
        .map(Token::caller);
  }

  /** All tokens. */
  public List<Token> list() {
    return database.rows(Tokens::token, "SELECT * FROM tokens ORDER BY created_millis, id");
  }

  /** Takes a token away. */
  public boolean remove(String id) {
    return database.change("DELETE FROM tokens WHERE id = ?", id) > 0;
  }
}
