package ai.chestnut.authoring;

/**
 * What the reports so far have cost.
 *
 * @param requests sent, failed ones too
 * @param failures requests without an answer
 * @param refused answers that did not say what was asked
 * @param cached reports that had been answered before
 * @param read tokens that the service read
 * @param written tokens that it wrote
 * @param cost in the money of the price
 */
public record Spending(
    long requests, long failures, long refused, long cached, long read, long written, double cost) {

  static final Spending NONE = new Spending(0, 0, 0, 0, 0, 0, 0);

  Spending withFailure() {
    return new Spending(requests + 1, failures + 1, refused, cached, read, written, cost);
  }

  Spending withAnswer(ChatService.Answer answer, ServiceSettings.Price price) {
    double more =
        (answer.readTokens() * price.read() + answer.writtenTokens() * price.written()) / 1e6;
    return new Spending(
        requests + 1,
        failures,
        refused,
        cached,
        read + answer.readTokens(),
        written + answer.writtenTokens(),
        cost + more);
  }

  Spending withRefused() {
    return new Spending(requests, failures, refused + 1, cached, read, written, cost);
  }

  Spending withCached() {
    return new Spending(requests, failures, refused, cached + 1, read, written, cost);
  }
}
