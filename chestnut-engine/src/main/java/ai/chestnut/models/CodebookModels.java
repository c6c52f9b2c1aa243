package ai.chestnut.models;

import ai.chestnut.codec.Codes;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.FileException;
import ai.chestnut.language.ImageTokenConfig;
import ai.chestnut.language.ImageTokenWriter;
import ai.chestnut.language.KeyPatch;
import ai.chestnut.language.Nucleus;
import ai.chestnut.language.PatchWordAlignerConfig;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.language.WrittenReport;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The four that make a film of a report, and a report of a film: aligner, visual codebook,
 * image-token model, codec. All are frozen; this owns them. One film at a time: the fixed batch
 * shape behind the reproducibility contract.
 */
public final class CodebookModels implements AutoCloseable {

  private static final int MU_FILMS = 4;
  private static final int MU_PAIRS = 4;

  private final VqAutoencoderModel codec;
  private final PatchWordAlignerModel aligner;
  private final VisualCodebookModel codebook;
  private final ImageTokenWeights tokens;

  private CodebookModels(
      VqAutoencoderModel codec,
      PatchWordAlignerModel aligner,
      VisualCodebookModel codebook,
      ImageTokenWeights tokens) {
    this.codec = codec;
    this.aligner = aligner;
    this.codebook = codebook;
    this.tokens = tokens;
  }

  /**
   * An image-token model with the others that it was trained with, by their hashes.
   *
   * @param files among which the others are
   * @throws FileException if one is not among them
   */
  static CodebookModels read(Path file, List<Path> files, Device device) {
    ImageTokenWeights tokens = ImageTokenWeights.read(file, device);
    try {
      Path codes = named(files, VqAutoencoderModel.KIND, tokens.config().codec(), file);
      Path words = named(files, PatchWordAlignerModel.KIND, tokens.config().aligner(), file);
      Path patches = named(files, VisualCodebookModel.KIND, tokens.config().codebook(), file);
      VisualCodebookModel codebook = VisualCodebookModel.read(patches);
      PatchWordAlignerModel aligner = PatchWordAlignerModel.read(words, device);
      try {
        return new CodebookModels(
            VqAutoencoderModel.read(codes, device), aligner, codebook, tokens);
      } catch (ChestnutException damaged) {
        aligner.close();
        throw damaged;
      }
    } catch (ChestnutException missing) {
      tokens.close();
      throw missing;
    }
  }

  private static Path named(List<Path> files, String kind, String sha256, Path wantedBy) {
    for (Path file : files) {
      if (kind.equals(WeightFile.readMetadata(file).get("kind"))
          && WeightFile.read(file).sha256().equals(sha256)) {
        return file;
      }
    }
    throw new FileException(
        "weights",
        wantedBy,
        "no " + kind + " with SHA-256 " + sha256,
        "the one that it was trained with");
  }

  /** Random models of the smallest sizes, with a codebook of noise. */
  static CodebookModels mu(long seed, Device device) {
    VqAutoencoderModel codec = VqAutoencoderModel.mu(VqAutoencoderConfig.mu(), seed, device);
    PatchWordAlignerModel aligner =
        PatchWordAlignerModel.mu(PatchWordAlignerConfig.mu(), seed, device);
    int side = aligner.config().film().side();
    CodebookBuilder builder = new CodebookBuilder(aligner, codec, MU_PAIRS, MU_PAIRS);
    int[] report = aligner.tokens("Small left pleural effusion. Cardiomegaly.");
    Scope.running(
        () ->
            builder.add(
                Tensors.noise(
                    RandomStream.of(seed, 0, "mu codebook"), device, MU_FILMS, 1, side, side),
                List.of(report, report, report, report),
                List.of(0L, 1L, 2L, 3L)));
    VisualCodebook patches = builder.build();
    ModelIdentity identity = ModelFile.seeded(VisualCodebookModel.KIND, seed, aligner.config());
    ImageTokenWeightsConfig config =
        new ImageTokenWeightsConfig(
            side,
            ImageTokenConfig.mu(),
            codec.identity().sha256(),
            aligner.identity().sha256(),
            identity.sha256());
    return new CodebookModels(
        codec,
        aligner,
        new VisualCodebookModel(
            identity, aligner.identity().sha256(), codec.identity().sha256(), patches),
        ImageTokenWeights.mu(config, seed, device));
  }

  public List<ModelIdentity> identities() {
    return List.of(tokens.identity(), codec.identity(), aligner.identity(), codebook.identity());
  }

  /** Every weight that takes part, all frozen. */
  public List<Parameters> parameters() {
    return List.of(tokens.parameters(), codec.parameters(), aligner.parameters());
  }

  public PatchWordAlignerModel aligner() {
    return aligner;
  }

  /** Side of the films in pixels. */
  public int side() {
    return tokens.config().side();
  }

  /** Where the models run. */
  public Device device() {
    return tokens.parameters().device();
  }

  /** The patches of the codebook that a report is matched to, the best first. */
  public List<VisualCodebook.Match> match(String report) {
    return aligner
        .matches(codebook.codebook(), List.of(aligner.tokens(report)), VisualCodebook.PATCHES)
        .get(0);
  }

  /** A patch of the codebook. */
  public KeyPatch patch(int number) {
    return codebook.codebook().patches().get(number);
  }

  /** How many patches the codebook has. */
  public int patches() {
    return codebook.codebook().patches().size();
  }

  /** As many codes of matched patches as the model takes, by rank. */
  public List<Integer> keys(List<VisualCodebook.Match> matches) {
    return codebook.codebook().codes(matches, tokens.config().network().keys());
  }

  /**
   * The codes of a film for a report.
   *
   * @param keys see {@link #keys}; none leaves the report alone
   * @param guidance 1 is the bare model
   */
  public Codes write(
      String report, List<Integer> keys, Nucleus nucleus, double guidance, RandomStream stream) {
    int grid = side() / VqAutoencoderConfig.FACTOR;
    int[] text = reading(report);
    return Codes.of(grid, grid, writer().film(text, keys, nucleus, guidance, stream));
  }

  /**
   * How unexpected the codes of a film are for a report: mean negative log likelihood, nats a code.
   *
   * @param keys see {@link #keys}
   */
  public double surprise(Radiograph film, String report, List<Integer> keys) {
    ImageTokenConfig config = tokens.config().network();
    Codes codes = codec.encode(film.resized(side(), side()));
    long[] text = Arrays.stream(reading(report)).asLongStream().toArray();
    long[] brought = new long[config.keys()];
    for (int i = 0; i < brought.length; i++) {
      brought[i] = i < keys.size() ? tokens.network().token(keys.get(i)) : tokens.network().noKey();
    }
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  Tensor numbers =
                      Codes.tensor(List.of(codes), device()).reshape(1, config.cells());
                  Tensor logits =
                      tokens
                          .network()
                          .filmLogits(
                              Tensors.of(text, device(), 1, text.length),
                              Tensors.of(brought, device(), 1, brought.length),
                              numbers);
                  return torch
                      .cross_entropy_loss(logits.flatten(0, 1), numbers.flatten())
                      .item_double();
                }));
  }

  /** The film of codes: row-major values, nominally in [-1, 1]. */
  public float[] decode(Codes codes) {
    return codec.decode(codes);
  }

  /** The words that the model writes for a film, which may be of any size. */
  public String report(Radiograph film, Nucleus nucleus, RandomStream stream) {
    Codes codes = codec.encode(film.resized(side(), side()));
    return WrittenReport.of(writer().report(codes.numbers(), nucleus, stream));
  }

  private ImageTokenWriter writer() {
    return new ImageTokenWriter(tokens.network(), device());
  }

  /** The codes of a film, written without keeping keys and values: slower, for comparison. */
  public Codes writeUncached(
      String report, List<Integer> keys, Nucleus nucleus, double guidance, RandomStream stream) {
    int grid = side() / VqAutoencoderConfig.FACTOR;
    ImageTokenWriter uncached = new ImageTokenWriter(tokens.network(), device(), false);
    return Codes.of(grid, grid, uncached.film(reading(report), keys, nucleus, guidance, stream));
  }

  private int[] reading(String report) {
    ImageTokenConfig config = tokens.config().network();
    int[] text = Tokenizer.standard().encode(report, config.length());
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] < config.words() ? text[i] : Tokenizer.UNK;
    }
    return text;
  }

  @Override
  public void close() {
    codec.close();
    aligner.close();
    tokens.close();
  }
}
