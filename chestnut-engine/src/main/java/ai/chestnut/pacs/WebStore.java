package ai.chestnut.pacs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * STOW-RS (PS3.18, 10.5): one POST of {@code multipart/related} a batch. The answer names what was
 * stored and what failed; what it does not name was lost on the way.
 */
final class WebStore implements Store {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILED = "00081198";
  private static final String STORED = "00081199";
  private static final String INSTANCE = "00081155";
  private static final String REASON = "00081197";
  private static final int DUPLICATE = 0x0111;

  private final PushTarget.Web target;
  private final Duration timeout;
  private final HttpClient client;

  WebStore(PushTarget.Web target, Duration timeout) {
    this.target = target;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public List<Outcome> send(List<Outgoing> batch)
      throws IOException, Unwilling, InterruptedException {
    HttpResponse<String> response =
        client.send(request(batch), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      throw new IOException("HTTP status " + status);
    }
    if (status != 200 && status != 202 && status != 409) {
      throw new Unwilling("HTTP status " + status + hint(status));
    }
    return outcomes(batch, response.body(), status);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> " (it wants another user)";
      case 404, 405 -> " (no DICOMweb service there)";
      default -> "";
    };
  }

  private HttpRequest request(List<Outgoing> batch) {
    String boundary = "chestnut-" + batch.get(0).header().sopInstanceUid().replace('.', '-');
    List<byte[]> body = new ArrayList<>();
    for (Outgoing object : batch) {
      String head =
          // without the transfer syntax, which some services do not expect there
          "\r\n--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n";
      body.add(head.getBytes(StandardCharsets.US_ASCII));
      body.add(object.file());
    }
    body.add(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.service() + "/studies"))
            .timeout(timeout)
            .header("Accept", "application/dicom+json")
            .header(
                "Content-Type",
                "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofByteArrays(body));
    if (!target.user().isEmpty()) {
      byte[] user = target.user().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    return request.build();
  }

  /** By the sequences of the answer (PS3.18, 10.5.3.1 and annex I.2). */
  private static List<Outcome> outcomes(List<Outgoing> batch, String body, int status)
      throws IOException {
    boolean silent = body.isBlank() && status != 409; // an answer need not have a body
    Map<String, String> reasons = reasons(body);
    List<Outcome> outcomes = new ArrayList<>();
    for (Outgoing object : batch) {
      String reason =
          silent
              ? ""
              : reasons.getOrDefault(
                  object.header().sopInstanceUid(),
                  "not named in the answer, HTTP status " + status);
      outcomes.add(reason.isEmpty() ? Outcome.accepted(object) : Outcome.refused(object, reason));
    }
    return outcomes;
  }

  /** Why each named object failed; an empty reason for what was stored. */
  private static Map<String, String> reasons(String body) throws IOException {
    Map<String, String> reasons = new HashMap<>();
    if (body.isBlank()) {
      return reasons;
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JacksonException wrong) {
      throw new IOException("an answer that is no JSON", wrong);
    }
    JsonNode set = answer.isArray() && !answer.isEmpty() ? answer.get(0) : answer;
    for (JsonNode item : set.path(STORED).path("Value")) {
      reasons.put(first(item, INSTANCE).asText(), "");
    }
    for (JsonNode item : set.path(FAILED).path("Value")) {
      int code = first(item, REASON).asInt();
      boolean there = code == DUPLICATE;
      reasons.put(
          first(item, INSTANCE).asText(),
          there ? "" : String.format(Locale.ROOT, "failure reason %04X", code));
    }
    return reasons;
  }

  private static JsonNode first(JsonNode item, String tag) {
    return item.path(tag).path("Value").path(0);
  }

  @Override
  public void close() {}
}
