package ai.chestnut.language;

import ai.chestnut.nn.AttentionCache;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes films and reports token by token. Only codes can follow in a film and only words in a
 * report, so a film has exactly as many codes as it has cells.
 *
 * <p>Ours: with guidance, what the model writes for no report at all is drawn away from (Ho and
 * Salimans 2022, equation 6, on logits).
 *
 * @param cached whether keys and values of earlier positions are kept; without, every token costs
 *     the whole sequence, for comparison
 */
public record ImageTokenWriter(ImageTokenModel model, Device device, boolean cached) {

  public ImageTokenWriter(ImageTokenModel model, Device device) {
    this(model, device, true);
  }

  /**
   * The codes of a film.
   *
   * @param report tokens of the configured length
   * @param keys codes of key patches, at most as many as configured
   * @param guidance 1 is the bare model
   */
  public int[] film(
      int[] report, List<Integer> keys, Nucleus nucleus, double guidance, RandomStream stream) {
    boolean guided = guidance != 1;
    List<int[]> prompts = new ArrayList<>(List.of(prompt(report, keys)));
    if (guided) {
      int[] silent = Tokenizer.standard().encode("", model.config().length());
      prompts.add(prompt(silent, List.of()));
    }
    int cells = model.config().cells();
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  Tensor places = Tensors.joined(0, model.filmPromptPlaces(), model.cellPlaces());
                  int[] codes = new int[cells];
                  int[] tokens =
                      written(
                          prompts,
                          places,
                          cells,
                          features -> model.codeLogits(features),
                          logits -> mixed(logits, guidance),
                          choice -> model.token(choice),
                          Integer.MIN_VALUE,
                          nucleus,
                          stream);
                  for (int i = 0; i < cells; i++) {
                    codes[i] = tokens[i] - model.token(0);
                  }
                  return codes;
                }));
  }

  /** The tokens of a report for the codes of a film, EOS the last unless it ran out of room. */
  public int[] report(int[] codes, Nucleus nucleus, RandomStream stream) {
    int[] prompt = new int[codes.length + 1];
    for (int i = 0; i < codes.length; i++) {
      prompt[i] = model.token(codes[i]);
    }
    prompt[codes.length] = model.reportMark();
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    written(
                        List.of(prompt),
                        Tensors.joined(
                            0, model.cellPlaces(), model.reportMarkPlace(), model.reportPlaces()),
                        model.config().length(),
                        model::wordLogits,
                        UnaryOperator.identity(),
                        choice -> choice,
                        Tokenizer.EOS,
                        nucleus,
                        stream)));
  }

  private int[] prompt(int[] report, List<Integer> keys) {
    ImageTokenConfig config = model.config();
    int[] prompt = Arrays.copyOf(report, config.length() + config.keys() + 1);
    for (int i = 0; i < config.keys(); i++) {
      prompt[config.length() + i] = i < keys.size() ? model.token(keys.get(i)) : model.noKey();
    }
    prompt[prompt.length - 1] = model.filmMark();
    return prompt;
  }

  private interface Reading {
    Tensor of(Tensor features);
  }

  private interface Naming {
    int of(int choice);
  }

  /** One token after another until the last or the room's end. */
  private int[] written(
      List<int[]> prompts,
      Tensor places,
      int count,
      Reading reading,
      UnaryOperator<float[]> mixing,
      Naming naming,
      int last,
      Nucleus nucleus,
      RandomStream stream) {
    int start = prompts.get(0).length;
    int[] tokens = new int[count];
    List<AttentionCache> cache = cached ? model.cache(prompts.size()) : List.of();
    try {
      for (int i = 0; i < count; i++) {
        int from = cached && i > 0 ? start + i - 1 : 0;
        int done = i;
        float[] logits =
            Scope.computing(
                () -> {
                  Tensor ids = ids(prompts, tokens, from, start + done);
                  Tensor at = Tensors.part(places, 0, from, start + done);
                  Tensor features =
                      model.forward(ids, at, cached ? Optional.of(cache) : Optional.empty());
                  return Tensors.floats(reading.of(features.select(1, start + done - from - 1)));
                });
        tokens[i] = naming.of(nucleus.draw(mixing.apply(logits), stream));
        if (tokens[i] == last) {
          return Arrays.copyOf(tokens, i + 1);
        }
      }
      return tokens;
    } finally {
      cache.forEach(AttentionCache::close);
    }
  }

  /** Positions of every row: its prompt, then what all have in common. */
  private Tensor ids(List<int[]> prompts, int[] written, int from, int to) {
    long[] ids = new long[prompts.size() * (to - from)];
    int next = 0;
    for (int[] prompt : prompts) {
      for (int at = from; at < to; at++) {
        ids[next++] = at < prompt.length ? prompt[at] : written[at - prompt.length];
      }
    }
    return Tensors.of(ids, device, prompts.size(), to - from);
  }

  /** Logits of the first row, drawn away from those of the second where there is one. */
  private static float[] mixed(float[] rows, double guidance) {
    if (guidance == 1) {
      return rows;
    }
    int count = rows.length / 2;
    float[] mixed = new float[count];
    for (int i = 0; i < count; i++) {
      mixed[i] = (float) (rows[count + i] + guidance * (rows[i] - rows[count + i]));
    }
    return mixed;
  }
}
