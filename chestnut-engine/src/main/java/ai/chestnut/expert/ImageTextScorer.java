package ai.chestnut.expert;

import ai.chestnut.language.TextEncoder;
import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How well a text describes a film: the cosine of their embeddings (Zhang et al. 2022, ConVIRT,
 * section 2). Patches and words have embeddings of their own, of which those of film and text are
 * means, so that losses may also compare word by word.
 *
 * <p>Legend: n batch, s side, h w cells of the deepest level, k tokens, e shared width.
 */
public final class ImageTextScorer {

  /** The name of this expert; its role stands before it. */
  public static final String NAME = "image-text-scorer";

  private static final double EPSILON = 1e-8;

  private final ImageTextScorerConfig config;
  private final Device device;
  private final FilmEncoder encoder;
  private final Conv2d fromPatch;
  private final TextEncoder text;
  private final Linear fromWord;

  public ImageTextScorer(Parameters.Place at, ImageTextScorerConfig config, Device device) {
    this.config = config;
    this.device = device;
    this.encoder = new FilmEncoder(at.at("encoder"), config.encoder());
    this.fromPatch = new Conv2d(at.at("patch"), config.encoder().deepest(), config.width(), 1);
    this.text = new TextEncoder(at.at("text"), config.text(), device);
    this.fromWord = new Linear(at.at("word"), config.text().width(), config.width());
  }

  public ImageTextScorerConfig config() {
    return config;
  }

  /** films [n, 1, s, s] -> [n, e, h, w] */
  public Tensor patches(Tensor films) {
    return fromPatch.forward(encoder.deepest(films));
  }

  /** films [n, 1, s, s] -> unit vectors [n, e] */
  public Tensor films(Tensor films) {
    return unit(patches(films).mean(2, 3));
  }

  /** texts, each encoded at the configured length -> [n, k, e] */
  public Tensor words(int[][] tokens) {
    return fromWord.forward(text.forward(tokens));
  }

  /** texts, each encoded at the configured length -> unit vectors [n, e]; padding counts nothing */
  public Tensor texts(int[][] tokens) {
    return unit(words(tokens).mul(shares(tokens).unsqueeze(2)).sum(1)); // [n, k, e] -> [n, e]
  }

  /** What each token counts in the mean of its text, padding nothing: [n, k], rows sum to 1 */
  public Tensor shares(int[][] tokens) {
    int length = config.text().length();
    float[] shares = new float[tokens.length * length];
    for (int row = 0; row < tokens.length; row++) {
      int written = 0;
      for (int token : tokens[row]) {
        written += token == Tokenizer.PAD ? 0 : 1;
      }
      for (int i = 0; i < length; i++) {
        shares[row * length + i] = tokens[row][i] == Tokenizer.PAD ? 0 : 1f / written;
      }
    }
    return Tensors.of(shares, device, tokens.length, length);
  }

  /** The tokens of a text as this net reads them; words newer than its weights are unknown. */
  public int[] tokens(String words) {
    int[] tokens = Tokenizer.standard().encode(words, config.text().length());
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokens[i] < config.text().words() ? tokens[i] : Tokenizer.UNK;
    }
    return tokens;
  }

  /** Cosine of film and text, -1 to 1. */
  public double score(Radiograph film, String words) {
    int[][] tokens = {tokens(words)};
    float[] cosine =
        ExpertBatch.look(
            film,
            config.encoder().side(),
            device,
            config.role().expert(NAME),
            square -> films(square).mul(texts(tokens)).sum(1));
    return Math.min(Math.max(cosine[0], -1), 1); // rounding may overshoot
  }

  /** x [n, e, ...] with every vector along dimension 1 brought to length 1 */
  public static Tensor unit(Tensor x) {
    return x.mul(torch.rsqrt(x.square().sum(1).add(new Scalar(EPSILON))).unsqueeze(1));
  }
}
