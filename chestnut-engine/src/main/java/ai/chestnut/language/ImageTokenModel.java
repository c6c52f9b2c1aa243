package ai.chestnut.language;

import ai.chestnut.nn.AttentionCache;
import ai.chestnut.nn.CausalBlock;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.LayerNorm;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One causal transformer over words and image codes, which writes films for reports and reports for
 * films (Lee et al. 2024, LLM-CXR, section 3). Its tokens are the words, then the codes, then one
 * for a key that is missing and one mark that opens each response:
 *
 * <pre>
 * report to film    report [length]  keys [keys]  FILM    codes [cells]
 * film to report    codes [cells]  REPORT    report [length]
 * </pre>
 *
 * <p>A place belongs to what stands in it, so a cell of the film has one place in both directions.
 *
 * <p>Legend: n batch, t tokens, k positions, e width.
 */
public final class ImageTokenModel {

  private static final double SPREAD = 0.02;
  private static final int SPECIALS = 3;

  private final ImageTokenConfig config;
  private final Device device;
  private final Tensor tokens; // [t, e], also what the next token is read by
  private final Tensor places; // [length + keys + cells + 2, e]
  private final List<CausalBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;

  public ImageTokenModel(Parameters.Place at, ImageTokenConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.tokens =
        at.declare(
            "tokens",
            Initial.normal(SPREAD),
            config.words() + config.codes() + SPECIALS,
            config.width());
    this.places =
        at.declare(
            "places",
            Initial.normal(SPREAD),
            config.length() + config.keys() + config.cells() + 2,
            config.width());
    for (int layer = 0; layer < config.layers(); layer++) {
      blocks.add(new CausalBlock(at.at("block", layer), config.width()));
    }
    this.norm = new LayerNorm(at.at("norm"), config.width());
  }

  public ImageTokenConfig config() {
    return config;
  }

  /** The token of a code of the codec. */
  public int token(int code) {
    return config.words() + code;
  }

  /** The token in the place of a key patch that there is none for. */
  public int noKey() {
    return config.words() + config.codes();
  }

  /** The mark after which a film is written. */
  public int filmMark() {
    return noKey() + 1;
  }

  /** The mark after which a report is written. */
  public int reportMark() {
    return noKey() + 2;
  }

  /** Places of report, keys and film mark, in this order: what a film is written for. */
  public Tensor filmPromptPlaces() {
    return placesOf(0, config.length() + config.keys() + 1);
  }

  /** Places of a film's codes. */
  public Tensor cellPlaces() {
    return placesOf(config.length() + config.keys() + 1, config.cells());
  }

  /** The place of the report mark. */
  public Tensor reportMarkPlace() {
    return placesOf(config.length() + config.keys() + 1 + config.cells(), 1);
  }

  /** Places of a report's tokens. */
  public Tensor reportPlaces() {
    return placesOf(0, config.length());
  }

  /**
   * What follows each position.
   *
   * @param ids tokens [n, k], int64
   * @param at their places [k, e], of this model
   * @param cache of {@link #cache}, which takes the positions in; none sees a whole sequence
   * @return features [n, k, e] for {@link #logits}
   */
  public Tensor forward(Tensor ids, Tensor at, Optional<List<AttentionCache>> cache) {
    Tensor x = torch.embedding(tokens, ids).add(at);
    for (int layer = 0; layer < blocks.size(); layer++) {
      CausalBlock block = blocks.get(layer);
      x = cache.isPresent() ? block.forward(x, cache.get().get(layer)) : block.forward(x);
    }
    return norm.forward(x);
  }

  /**
   * What each code of a film is expected to be, after those before it.
   *
   * @param report tokens [n, length], int64
   * @param keys tokens [n, keys], int64
   * @param codes of the codec [n, cells], int64; the last is not read
   * @return logits [n, cells, codes]
   */
  public Tensor filmLogits(Tensor report, Tensor keys, Tensor codes) {
    long before = config.cells() - 1L;
    Tensor ids =
        Tensors.joined(
            1,
            report,
            keys,
            marks(report.size(0), filmMark()),
            codes.narrow(1, 0, before).add(new Scalar(token(0))));
    Tensor at = Tensors.joined(0, filmPromptPlaces(), cellPlaces().narrow(0, 0, before));
    Tensor features = forward(ids, at, Optional.empty());
    return codeLogits(features.narrow(1, config.length() + config.keys(), config.cells()));
  }

  /**
   * What each token of a report is expected to be, after those before it.
   *
   * @param codes of the codec [n, cells], int64
   * @param report tokens [n, length], int64; the last is not read
   * @return logits [n, length, words]
   */
  public Tensor reportLogits(Tensor codes, Tensor report) {
    long before = config.length() - 1L;
    Tensor ids =
        Tensors.joined(
            1,
            codes.add(new Scalar(token(0))),
            marks(codes.size(0), reportMark()),
            report.narrow(1, 0, before));
    Tensor at =
        Tensors.joined(0, cellPlaces(), reportMarkPlace(), reportPlaces().narrow(0, 0, before));
    Tensor features = forward(ids, at, Optional.empty());
    return wordLogits(features.narrow(1, config.cells(), config.length()));
  }

  private Tensor marks(long n, int mark) {
    return Tensors.of(new long[] {mark}, device, 1, 1).expand(n, 1);
  }

  /** Logits of all codes: features [.., e] -> [.., codes]. */
  public Tensor codeLogits(Tensor features) {
    return logits(features, config.words(), config.codes());
  }

  /** Logits of all words: features [.., e] -> [.., words]. */
  public Tensor wordLogits(Tensor features) {
    return logits(features, 0, config.words());
  }

  /** By the tokens' own embeddings (Press and Wolf 2017). */
  private Tensor logits(Tensor features, long first, long count) {
    return torch.linear(features, tokens.narrow(0, first, count)).to(torch.ScalarType.Float);
  }

  /** Fresh room in every block for n sequences; the caller closes it. */
  public List<AttentionCache> cache(long n) {
    return blocks.stream().map(block -> block.cache(device, n, config.room())).toList();
  }

  private Tensor placesOf(long first, long count) {
    return Tensors.part(places, 0, first, first + count);
  }
}
