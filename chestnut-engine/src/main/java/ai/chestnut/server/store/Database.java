package ai.chestnut.server.store;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/**
 * A database by its JDBC URL, brought to the newest form of its tables. Values reach it as
 * parameters of prepared statements alone. What was written is on the disk when a call returns.
 */
public final class Database implements AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final long PATIENCE_MILLIS = 15_000;
  private static final String SQLITE = "jdbc:sqlite:";

  private final HikariDataSource source;

  private Database(HikariDataSource source) {
    this.source = source;
  }

  /** One row of an answer. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** The embedded one, in a file. */
  public static Database embedded(Path file) {
    return open(SQLITE + file.toAbsolutePath());
  }

  /**
   * @param url {@code jdbc:sqlite:…} or {@code jdbc:postgresql:…}
   * @throws RequestException for another kind
   * @throws FileException if it cannot be reached or brought to its newest form
   */
  public static Database open(String url) {
    boolean embedded = url.startsWith(SQLITE);
    if (!embedded && !url.startsWith("jdbc:postgresql:")) {
      throw new RequestException(
          "database", "--database", "'" + kind(url) + "'", "jdbc:sqlite:… or jdbc:postgresql:…");
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(embedded ? 1 : CONNECTIONS); // SQLite has one writer
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setPoolName("chestnut");
    if (embedded) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL"); // an accepted job outlives a power cut
      config.addDataSourceProperty("busy_timeout", "10000");
    }
    try {
      migrate(url);
      return new Database(new HikariDataSource(config));
    } catch (RuntimeException wrong) {
      throw FileException.at(
          "database", kind(url), String.valueOf(wrong.getMessage()), "one that answers", wrong);
    }
  }

  /** Without host, user and password. */
  private static String kind(String url) {
    String[] parts = url.split(":", 3);
    return parts.length < 2 ? url : parts[0] + ":" + parts[1];
  }

  /** On connections of its own: it wants two at once, and the embedded pool has one. */
  private static void migrate(String url) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:ai/chestnut/server/migrations")
        .load()
        .migrate();
  }

  /** Changes rows. */
  public int change(String sql, Object... values) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException wrong) {
      throw trouble(wrong);
    }
  }

  /** Reads rows. */
  public <T> List<T> rows(Row<T> row, String sql, Object... values) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet answer = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (answer.next()) {
        rows.add(row.of(answer));
      }
      return rows;
    } catch (SQLException wrong) {
      throw trouble(wrong);
    }
  }

  /** The first row. */
  public <T> Optional<T> row(Row<T> row, String sql, Object... values) {
    return rows(row, sql, values).stream().findFirst();
  }

  /** The number in the first row, 0 where there is none. */
  public long number(String sql, Object... values) {
    return row(answer -> answer.getLong(1), sql, values).orElse(0L);
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Optional<?> maybe) {
        statement.setObject(i + 1, maybe.orElse(null));
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  private static FileException trouble(SQLException wrong) {
    return FileException.at(
        "database",
        "statement",
        "SQL state " + wrong.getSQLState(),
        "a database that answers",
        wrong);
  }

  @Override
  public void close() {
    source.close();
  }
}
