package ai.chestnut.synthesis;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;

/**
 * What to make.
 *
 * @param model name in the catalogue, or empty for the newest of the method
 * @param first index of the first study: study i of a request is the same whichever request asks
 *     for it
 * @param count studies, at least 1
 * @param bitDepth 8 or 16
 * @param given masks and films beside the words
 */
public record GenerationRequest(
    Method method,
    String model,
    Prompt prompt,
    long seed,
    int first,
    int count,
    Sampling sampling,
    Filter filter,
    int bitDepth,
    Given given) {

  /**
   * What the expert panel may do.
   *
   * @param on whether it may refuse a film
   * @param attempts films made for one study before the best of them is kept as refused, at least 1
   */
  public record Filter(boolean on, int attempts) {

    public Filter {
      if (attempts < 1) {
        throw new RequestException(
            "attempts", "--attempts", Integer.toString(attempts), "at least 1");
      }
    }
  }

  public GenerationRequest {
    prompt.requireUsable();
    if (count < 1 || first < 0 || first > Integer.MAX_VALUE - count) {
      throw new RequestException("count", "--count", Integer.toString(count), "at least 1");
    }
    if (bitDepth != 8 && bitDepth != 16) {
      throw new RequestException("bit depth", "--bit-depth", Integer.toString(bitDepth), "8 or 16");
    }
  }

  /** One film of a prompt by the standard method, seed 0, filter on, four attempts, 8 bit. */
  public static GenerationRequest of(Prompt prompt) {
    return new GenerationRequest(
        Method.standard(),
        "",
        prompt,
        0,
        0,
        1,
        Sampling.standard(),
        new Filter(true, 4),
        8,
        Given.NOTHING);
  }

  /** The same, from free text. */
  public static GenerationRequest of(String text) {
    return of(new ReportReader().read(text));
  }

  public GenerationRequest withMethod(Method method) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withModel(String model) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withSeed(long seed) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withFirst(int first) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withCount(int count) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withSampling(Sampling sampling) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withFilter(Filter filter) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withBitDepth(int bitDepth) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }

  public GenerationRequest withGiven(Given given) {
    return new GenerationRequest(
        method, model, prompt, seed, first, count, sampling, filter, bitDepth, given);
  }
}
