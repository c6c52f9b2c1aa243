package ai.chestnut.server.http;

import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.DeviceException;
import ai.chestnut.failure.FileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Why a request is refused, as RFC 9457 tells it ({@code application/problem+json}). */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final OptionalInt retryAfterSeconds;

  /**
   * @param detail a sentence for people
   */
  public Problem(int status, String detail) {
    this(status, detail, OptionalInt.empty());
  }

  private Problem(int status, String detail, OptionalInt retryAfterSeconds) {
    super(detail, null, false, false); // an answer, not a defect: no stack trace
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same, with the time after which it is worth another try. */
  public Problem retryAfter(int seconds) {
    return new Problem(status, detail(), OptionalInt.of(seconds));
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  public static Problem notFound(String what) {
    return new Problem(404, what + ": nothing there");
  }

  /** What a failure of the product means to a caller. */
  static Problem of(ChestnutException failure) {
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof DeviceException) {
      return new Problem(503, detail).retryAfter(30);
    }
    if (failure instanceof DefectException) {
      return new Problem(500, "a defect; the log says more");
    }
    if (failure instanceof FileException) {
      return new Problem(422, withoutPath(detail));
    }
    return new Problem(422, detail);
  }

  /** Paths of the server's disk are nobody's business: "thing (place): got …" loses its place. */
  private static String withoutPath(String detail) {
    return detail.replaceFirst("\\((?:/|[A-Za-z]:\\\\)[^)]*\\)", "(file)");
  }

  public int status() {
    return status;
  }

  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /** As it is sent. */
  Map<String, Object> body(String request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(status));
    body.put("status", status);
    body.put("detail", detail());
    body.put("instance", request);
    return body;
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 415 -> "Unsupported media type";
      case 421 -> "Misdirected request";
      case 422 -> "Request cannot be followed";
      case 429 -> "Too many requests";
      case 503 -> "Not available";
      default -> status >= 500 ? "Server error" : "Refused";
    };
  }
}
