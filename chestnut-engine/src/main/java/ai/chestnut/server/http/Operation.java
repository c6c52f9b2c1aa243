package ai.chestnut.server.http;

import java.util.Optional;

/**
 * What a route is for, as the API document tells it.
 *
 * @param id of the operation, unique
 * @param body schema of the request's body, where it has one; {@code bytes} for an image
 * @param answer schema of the answer, or a media type with a slash
 * @param status of success
 * @param query names of the query's parameters
 */
public record Operation(
    String id, String summary, Optional<String> body, String answer, int status, String... query) {

  /** An operation without a body. */
  public static Operation of(String id, String summary, String answer, String... query) {
    return new Operation(id, summary, Optional.empty(), answer, 200, query);
  }

  /** The same with a body. */
  public Operation taking(String schema, int success) {
    return new Operation(id, summary, Optional.of(schema), answer, success, query);
  }

  /** The same with another status of success. */
  public Operation with(int success) {
    return new Operation(id, summary, body, answer, success, query);
  }
}
