package ai.chestnut.models;

import ai.chestnut.language.PatchWordAligner;
import ai.chestnut.language.PatchWordAlignerConfig;
import ai.chestnut.language.ReportWords;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.language.WordMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A patch-word aligner with its weights; owns them. */
public final class PatchWordAlignerModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "patch-word-aligner";

  private final ModelIdentity identity;
  private final PatchWordAlignerConfig config;
  private final Parameters parameters;
  private final PatchWordAligner network;

  private PatchWordAlignerModel(
      ModelIdentity identity, PatchWordAlignerConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = new PatchWordAligner(parameters.root(), config, parameters.device());
  }

  /** Fresh weights from a seed. */
  public static PatchWordAlignerModel random(
      PatchWordAlignerConfig config, long seed, Device device) {
    return new PatchWordAlignerModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static PatchWordAlignerModel mu(PatchWordAlignerConfig config, long seed, Device device) {
    return new PatchWordAlignerModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static PatchWordAlignerModel read(Path file, Device device) {
    ModelFile<PatchWordAlignerConfig> model =
        ModelFile.read(file, KIND, PatchWordAlignerConfig.class);
    return model.build(
        device,
        parameters -> new PatchWordAlignerModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public static Map<String, String> metadata(PatchWordAlignerConfig config) {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public PatchWordAlignerConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public PatchWordAligner network() {
    return network;
  }

  /** The tokens of a text as this model reads them; words newer than its weights are unknown. */
  public int[] tokens(String text) {
    int[] tokens = Tokenizer.standard().encode(text, config.text().length());
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokens[i] < config.text().words() ? tokens[i] : Tokenizer.UNK;
    }
    return tokens;
  }

  /** Where in a film each word of a text is seen; films of another size are resized. */
  public List<WordMap> maps(Radiograph film, String text) {
    int side = config.film().side();
    float[] pixels = film.resized(side, side).unit();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 2 * pixels[i] - 1;
    }
    int[] tokens = tokens(text);
    return Gradients.off(() -> Scope.computing(() -> maps(pixels, side, tokens)));
  }

  private List<WordMap> maps(float[] pixels, int side, int[] tokens) {
    PatchWordAligner.Patches seen =
        network.patches(Tensors.of(pixels, parameters.device(), 1, 1, side, side));
    Tensor words = network.words(ids(List.of(tokens)));
    float[] cosines =
        Tensors.floats(words.select(0, 0).matmul(seen.embeddings().select(0, 0).transpose(0, 1)));
    float[] boxes = Tensors.floats(seen.boxes());
    int patches = boxes.length / 4;
    List<WordMap> maps = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      if (ReportWords.standard().counts(tokens[i])) {
        maps.add(
            new WordMap(
                Tokenizer.standard().token(tokens[i]),
                tokens[i],
                config.film().grid(),
                Arrays.copyOfRange(cosines, i * patches, (i + 1) * patches),
                boxes));
      }
    }
    return maps;
  }

  /**
   * The key patches that texts of {@link #tokens} are matched to, the best first.
   *
   * @param count patches at most for each
   */
  public List<List<VisualCodebook.Match>> matches(
      VisualCodebook codebook, List<int[]> texts, int count) {
    int length = config.text().length();
    float[] counted = new float[texts.size() * length];
    for (int row = 0; row < texts.size(); row++) {
      System.arraycopy(VisualCodebook.matched(texts.get(row)), 0, counted, row * length, length);
    }
    Device device = parameters.device();
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    codebook.match(
                        network.words(ids(texts)),
                        Tensors.of(counted, device, texts.size(), length),
                        count,
                        device)));
  }

  /** Texts of {@link #tokens} as a tensor [n, k] of int64. */
  public Tensor ids(List<int[]> texts) {
    int length = config.text().length();
    long[] ids = new long[texts.size() * length];
    for (int row = 0; row < texts.size(); row++) {
      for (int i = 0; i < length; i++) {
        ids[row * length + i] = texts.get(row)[i];
      }
    }
    return Tensors.of(ids, parameters.device(), texts.size(), length);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
