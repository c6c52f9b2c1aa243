package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.language.ImageTokenConfig;
import ai.chestnut.language.ImageTokenWriter;
import ai.chestnut.language.Nucleus;
import ai.chestnut.models.ImageTokenWeights;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The next token of a film for its report and of a report for its film: cross-entropy over the
 * response alone (Lee et al. 2024, LLM-CXR, section 3.2), a batch of each direction every step.
 *
 * <p>Ours, against learning few films by heart: many augmented variants of each, and some of the
 * codes that are read are another film's; and, for guidance, some rows say nothing.
 *
 * <p>Legend: n batch, l report tokens, q keys, c cells.
 */
public final class ImageTokenObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch films a step in each direction
   * @param variants augmented variants of each film, encoded once
   * @param reports weight of the direction that writes reports
   * @param withoutText share of rows that say nothing
   * @param withoutKeys share of rows that bring no key codes
   * @param corrupted share of the codes read that are another film's of the batch
   * @param codebookPairs pairs of film and report in the visual codebook
   * @param codebookWords words of each
   */
  public record Settings(
      int batch,
      int variants,
      double reports,
      double withoutText,
      double withoutKeys,
      double corrupted,
      int codebookPairs,
      int codebookWords,
      Wordings wordings,
      Augmentation augmentation) {

    public Settings {
      if (batch < 1 || variants < 1 || !(reports >= 0)) {
        throw new RequestException(
            "image tokens",
            "batch, variants, reports",
            batch + ", " + variants + ", " + reports,
            "at least 1, 1, 0");
      }
      if (!(withoutText >= 0 && withoutText < 1)
          || !(withoutKeys >= 0 && withoutKeys < 1)
          || !(corrupted >= 0 && corrupted < 1)) {
        throw new RequestException(
            "image tokens",
            "withoutText, withoutKeys, corrupted",
            withoutText + ", " + withoutKeys + ", " + corrupted,
            "shares from 0, below 1");
      }
    }
  }

  /** One split on the device; owned by the objective. */
  record Part(ToldFilms told, CodeBank codes, TextBank texts, KeyBank keys)
      implements AutoCloseable {

    @Override
    public void close() {
      codes.close();
      texts.close();
      keys.close();
    }
  }

  private static final int SHEET = 4;
  private static final int HELD_OUT_BATCH = 16;

  private final Settings settings;
  private final ImageTokenWeights weights;
  private final VqAutoencoderModel codec;
  private final Part train;
  private final Part heldOut;
  private final long seed;

  ImageTokenObjective(
      Settings settings,
      ImageTokenWeights weights,
      VqAutoencoderModel codec,
      Part train,
      Part heldOut,
      long seed) {
    this.settings = settings;
    this.weights = weights;
    this.codec = codec;
    this.train = train;
    this.heldOut = heldOut;
    this.seed = seed;
  }

  @Override
  public Parameters parameters() {
    return weights.parameters();
  }

  private Device device() {
    return weights.parameters().device();
  }

  /**
   * A batch on the device.
   *
   * @param text [n, l] tokens
   * @param keys [n, q] tokens
   * @param codes [n, c] codes
   * @param read [n, c] codes as the model reads them
   */
  private record Batch(Tensor text, Tensor keys, Tensor codes, Tensor read) {}

  @Override
  public Tensor loss(long step) {
    Tensor film = filmLoss(drawn(RandomStream.of(seed, step, "film batch"), step));
    if (settings.reports() == 0) {
      return film;
    }
    Tensor report = reportLoss(drawn(RandomStream.of(seed, step, "report batch"), step));
    return film.add(report, new Scalar(settings.reports()));
  }

  private Batch drawn(RandomStream stream, long step) {
    int n = settings.batch();
    int[] chosen = train.told().draw(stream, n);
    long[] texts = train.texts().rows(chosen, stream);
    long[] variants = new long[n];
    float[] silent = new float[n];
    float[] keyless = new float[n];
    for (int i = 0; i < n; i++) {
      variants[i] =
          (long) chosen[i] * train.codes().variants() + stream.nextInt(train.codes().variants());
      silent[i] = stream.chance(settings.withoutText()) ? 1 : 0;
      keyless[i] = silent[i] > 0 || stream.chance(settings.withoutKeys()) ? 1 : 0;
    }
    Tensor rows = Tensors.of(texts, device(), n);
    Tensor codes = train.codes().codes(Tensors.of(variants, device(), n));
    Tensor another = Tensors.joined(0, codes.narrow(0, 1, n - 1L), codes.narrow(0, 0, 1));
    return new Batch(
        chosen(silent, empty(), train.texts().tokens(rows)),
        chosen(keyless, none(), train.keys().keys(rows)),
        codes,
        torch.where(corrupted(step, n), another, codes));
  }

  /** Rows of one tensor where the flag is up, of the other where not. */
  private Tensor chosen(float[] flags, Tensor raised, Tensor others) {
    Tensor up = Tensors.of(flags, device(), flags.length, 1).gt(new Scalar(0));
    return torch.where(up, raised, others);
  }

  private Tensor corrupted(long step, int n) {
    Tensor normals =
        BatchNoise.normal(
            seed, step, "corruption", device(), n, weights.config().network().cells());
    Tensor uniform =
        normals.mul(new Scalar(Math.sqrt(0.5))).erf().add(new Scalar(1)).mul(new Scalar(0.5));
    return uniform.lt(new Scalar(settings.corrupted()));
  }

  /** The empty text, [1, l]. */
  private Tensor empty() {
    int length = weights.config().network().length();
    long[] tokens = new long[length];
    int[] nothing = Tokenizer.standard().encode("", length);
    for (int i = 0; i < length; i++) {
      tokens[i] = nothing[i];
    }
    return Tensors.of(tokens, device(), 1, length);
  }

  /** No key, [1, q]. */
  private Tensor none() {
    long[] tokens = new long[weights.config().network().keys()];
    java.util.Arrays.fill(tokens, weights.network().noKey());
    return Tensors.of(tokens, device(), 1, tokens.length);
  }

  private Tensor filmLoss(Batch batch) {
    Tensor logits = weights.network().filmLogits(batch.text(), batch.keys(), batch.read());
    return torch.cross_entropy_loss(logits.flatten(0, 1), batch.codes().flatten());
  }

  private Tensor reportLoss(Batch batch) {
    Tensor logits = weights.network().reportLogits(batch.read(), batch.text());
    Tensor logs = torch.log_softmax(logits, 2).gather(2, batch.text().unsqueeze(2)).flatten(1, 2);
    Tensor written = batch.text().ne(new Scalar(Tokenizer.PAD)).to(torch.ScalarType.Float);
    return logs.mul(written).sum().neg().div(written.sum());
  }

  @Override
  public double heldOut() {
    double sum = 0;
    int batches = 0;
    int n = Math.min(HELD_OUT_BATCH, heldOut.told().count());
    for (int first = 0; first + n <= heldOut.told().count(); first += n) {
      int[] chosen = heldOut.told().spread(first, 1, n);
      sum +=
          Scope.computing(
              () ->
                  Gradients.off(
                      () ->
                          Precision.BFLOAT16
                              .on(
                                  device(),
                                  () -> {
                                    Batch batch = plain(chosen);
                                    return filmLoss(batch)
                                        .add(reportLoss(batch), new Scalar(settings.reports()));
                                  })
                              .item_double()));
      batches++;
    }
    return sum / batches;
  }

  private Batch plain(int[] chosen) {
    int n = chosen.length;
    Tensor rows = Tensors.of(heldOut.texts().canonical(chosen), device(), n);
    long[] variants = new long[n];
    for (int i = 0; i < n; i++) {
      variants[i] = (long) chosen[i] * heldOut.codes().variants();
    }
    Tensor codes = heldOut.codes().codes(Tensors.of(variants, device(), n));
    return new Batch(heldOut.texts().tokens(rows), heldOut.keys().keys(rows), codes, codes);
  }

  /** Held-out films through the codec, and below each a film written for its report. */
  @Override
  public Radiograph preview() {
    ImageTokenConfig config = weights.config().network();
    int side = weights.config().side();
    int grid = side / 16;
    int shown = Math.min(SHEET, heldOut.told().count());
    int[] films = heldOut.told().spread(0, heldOut.told().count() / shown, shown);
    List<float[]> sheet = new ArrayList<>();
    for (int film : films) {
      sheet.add(
          Scope.computing(
              () ->
                  Gradients.off(
                      () ->
                          Tensors.floats(
                              codec
                                  .network()
                                  .decode(
                                      plain(new int[] {film}).codes().reshape(1, grid, grid))))));
    }
    ImageTokenWriter writer = new ImageTokenWriter(weights.network(), device());
    for (int film : films) {
      float[] keys = Scope.computing(() -> Tensors.floats(plain(new int[] {film}).keys()));
      List<Integer> codes = new ArrayList<>();
      for (float key : keys) {
        if (key < weights.network().noKey()) {
          codes.add((int) key - config.words());
        }
      }
      int[] text =
          heldOut.texts().text(Math.toIntExact(heldOut.texts().canonical(new int[] {film})[0]));
      int[] written =
          writer.film(text, codes, Nucleus.STANDARD, 1, RandomStream.of(seed, film, "preview"));
      sheet.add(codec.decode(ai.chestnut.codec.Codes.of(grid, grid, written)));
    }
    return Sheet.of(sheet, side, shown);
  }

  @Override
  public Map<String, String> metadata() {
    return ImageTokenWeights.metadata(weights.config());
  }

  @Override
  public void close() {
    train.close();
    heldOut.close();
    weights.close();
    codec.close();
  }
}
