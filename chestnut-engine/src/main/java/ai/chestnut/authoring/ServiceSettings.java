package ai.chestnut.authoring;

import ai.chestnut.failure.RequestException;
import java.net.URI;
import java.time.Duration;

/**
 * An OpenAI-compatible chat service and how it is to be asked.
 *
 * @param url where its API starts, such as {@code http://localhost:11434/v1}
 * @param model the service's name of the model
 * @param key secret that the service wants; empty for none
 * @param timeout of one request
 * @param attempts requests for one report before giving up, from 1
 * @param perMinute requests a minute at most, above 0
 * @param price of a million tokens, read and written, in the user's money; 0 where nobody pays
 */
public record ServiceSettings(
    URI url,
    String model,
    String key,
    Duration timeout,
    int attempts,
    double perMinute,
    Price price) {

  /** Cost of a million tokens. */
  public record Price(double read, double written) {

    /** Of a model at home. */
    public static final Price NONE = new Price(0, 0);

    public Price {
      if (!(read >= 0) || !(written >= 0)) {
        throw new RequestException("price", "--price", read + ":" + written, "at least 0 each");
      }
    }
  }

  public ServiceSettings {
    if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getHost() == null) {
      throw new RequestException(
          "chat service", "--service", url.toString(), "an http or https address");
    }
    if (model.isBlank()) {
      throw new RequestException("chat service", "--service-model", "nothing", "a model's name");
    }
    if (timeout.isNegative() || timeout.isZero() || attempts < 1 || !(perMinute > 0)) {
      throw new RequestException(
          "chat service",
          "time-out, attempts, requests a minute",
          timeout.toMillis() + " ms, " + attempts + ", " + perMinute,
          "above 0, from 1, above 0");
    }
  }

  /** Half a minute, four attempts, sixty a minute, free of charge. */
  public static ServiceSettings of(URI url, String model, String key) {
    return new ServiceSettings(url, model, key, Duration.ofSeconds(30), 4, 60, Price.NONE);
  }

  public ServiceSettings withTimeout(Duration time) {
    return new ServiceSettings(url, model, key, time, attempts, perMinute, price);
  }

  public ServiceSettings withAttempts(int count) {
    return new ServiceSettings(url, model, key, timeout, count, perMinute, price);
  }

  public ServiceSettings withPerMinute(double requests) {
    return new ServiceSettings(url, model, key, timeout, attempts, requests, price);
  }

  public ServiceSettings withPrice(Price each) {
    return new ServiceSettings(url, model, key, timeout, attempts, perMinute, each);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return model + " at " + url;
  }
}
