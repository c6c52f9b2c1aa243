package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.language.LateInteraction;
import ai.chestnut.language.PatchWordAligner;
import ai.chestnut.language.ReportWords;
import ai.chestnut.layout.Mask;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Contrast within the batch, both ways, of films and reports by the late interaction of patches and
 * words (Chen et al. 2023, AdaMatch, equations 2 to 5). Reports that say the same findings are all
 * right for a film. Ours, where masks are known: the words of a finding are drawn to the patches
 * that it touches, by cross-entropy over patches.
 *
 * <p>Legend: n batch, p patches, g = sqrt p, k tokens, f findings, w words of the vocabulary.
 */
public final class AlignerObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch films a step, at least 2
   * @param pointing weight of the cross-entropy over patches; 0 learns from pairs alone
   */
  public record Settings(int batch, double pointing, Wordings wordings, Augmentation augmentation) {

    public Settings {
      if (batch < 2 || !(pointing >= 0)) {
        throw new RequestException(
            "aligner",
            "batch, pointing",
            batch + ", " + pointing,
            "batch from 2, pointing at least 0");
      }
    }
  }

  private static final int SHEET = 8;
  private static final Finding[] FINDINGS = Finding.values();

  /** One split on the device. */
  private final class Part implements AutoCloseable {

    private final ToldFilms told;
    private final FilmBank films;
    private final TextBank texts;
    private final Tensor groups; // [films], equal where the findings said are
    private final Tensor places; // [films, f, g, g], bytes

    Part(ToldFilms told, Wordings wordings) {
      this.told = told;
      this.films = FilmBank.of(told.films(), device());
      this.texts = TextBank.of(told, wordings, model.config().text().length(), seed, device());
      this.groups = Scope.computing(() -> Scope.owned(groups(told)));
      this.places = Scope.computing(() -> Scope.owned(places(told)));
    }

    @Override
    public void close() {
      films.close();
      texts.close();
      groups.close();
      places.close();
    }
  }

  private final Settings settings;
  private final PatchWordAlignerModel model;
  private final long seed;
  private final Part train;
  private final Part heldOut;
  private final Tensor counted; // [w], 1 where a token is a word
  private final Tensor named; // [w, f], 1 where a token names the finding

  AlignerObjective(
      Settings settings,
      PatchWordAlignerModel model,
      ToldFilms train,
      ToldFilms heldOut,
      long seed) {
    this.settings = settings;
    this.model = model;
    this.seed = seed;
    this.train = new Part(train, settings.wordings());
    this.heldOut = new Part(heldOut, new Wordings(1, 0, 0));
    int words = model.config().text().words();
    float[] isWord = new float[words];
    float[] names = new float[words * FINDINGS.length];
    for (int token = 0; token < words; token++) {
      isWord[token] = ReportWords.standard().counts(token) ? 1 : 0;
      for (Finding finding : ReportWords.standard().of(token)) {
        names[token * FINDINGS.length + finding.ordinal()] = 1;
      }
    }
    this.counted = Scope.computing(() -> Scope.owned(Tensors.of(isWord, device(), words)));
    this.named =
        Scope.computing(() -> Scope.owned(Tensors.of(names, device(), words, FINDINGS.length)));
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  private Device device() {
    return model.parameters().device();
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    int[] chosen = train.told.draw(stream, settings.batch());
    long[] texts = train.texts.rows(chosen, stream);
    return loss(train, chosen, texts, settings.augmentation(), step);
  }

  private Tensor loss(Part part, int[] chosen, long[] texts, Augmentation change, long step) {
    int n = chosen.length;
    int side = model.config().film().side();
    int grid = model.config().film().grid();
    // one and the same change for the films and, on their coarser grid, for the masks
    Tensor films = warp(step, n, side, change).film(part.films.whole(chosen));
    Tensor tokens = part.texts.tokens(Tensors.of(texts, device(), n)); // [n, k]
    PatchWordAligner.Patches seen = model.network().patches(films);
    Tensor words = model.network().words(tokens); // [n, k, e]
    Tensor rows = rows(chosen);
    Tensor isWord = of(counted, tokens); // [n, k]
    Tensor temperature = model.network().temperature();
    LateInteraction alike = LateInteraction.of(seen.embeddings(), words, isWord);
    Tensor same = same(part.groups.index_select(0, rows));
    Tensor loss =
        contrast(alike.byPatch().div(temperature), same)
            .add(contrast(alike.byWord().div(temperature).transpose(0, 1), same));
    if (settings.pointing() == 0) {
      return loss;
    }
    Tensor there =
        warp(step, n, grid, change)
            .masks(part.places.index_select(0, rows).to(torch.ScalarType.Float))
            .flatten(2, 3); // [n, f, p]
    Tensor cosines = words.matmul(seen.embeddings().transpose(1, 2)).to(torch.ScalarType.Float);
    Tensor toPlace = pointing(cosines.div(temperature), of(named, tokens).matmul(there));
    return loss.add(toPlace, new Scalar(settings.pointing()));
  }

  private Warp warp(long step, int n, int side, Augmentation change) {
    return Warp.drawn(RandomStream.of(seed, step, "change"), n, side, side, change, device());
  }

  /** The rows of a table [w, ..] for tokens [n, k]: [n, k, ..]. */
  private static Tensor of(Tensor table, Tensor tokens) {
    long[] shape = tokens.shape();
    Tensor rows = table.index_select(0, tokens.flatten());
    return table.dim() == 1 ? rows.reshape(shape) : rows.reshape(shape[0], shape[1], table.size(1));
  }

  /**
   * Cross-entropy of each row against the columns that are right; rows of {@code same} sum to 1.
   */
  static Tensor contrast(Tensor similarity, Tensor same) {
    Tensor logs = torch.log_softmax(similarity.to(torch.ScalarType.Float), 1);
    return logs.mul(same).sum().neg().div(new Scalar((double) similarity.size(0)));
  }

  /** 1 / count where two films say the same findings: [n, n]. */
  private static Tensor same(Tensor groups) {
    Tensor equal = groups.unsqueeze(0).eq(groups.unsqueeze(1)).to(torch.ScalarType.Float);
    return equal.div(equal.sum(1).unsqueeze(1));
  }

  /**
   * Cross-entropy over patches of the words that have a place.
   *
   * @param logits [n, k, p]
   * @param places above 0 where the word's finding lies, [n, k, p]
   */
  static Tensor pointing(Tensor logits, Tensor places) {
    Tensor right = places.to(torch.ScalarType.Float).gt(new Scalar(0)).to(torch.ScalarType.Float);
    Tensor cells = right.sum(2);
    Tensor placed = cells.gt(new Scalar(0)).to(torch.ScalarType.Float);
    Tensor each =
        torch.log_softmax(logits, 2).mul(right).sum(2).neg().div(cells.clamp_min(new Scalar(1.0)));
    return each.mul(placed).sum().div(placed.sum().clamp_min(new Scalar(1.0)));
  }

  @Override
  public double heldOut() {
    int n = Math.min(settings.batch(), heldOut.told.count());
    int batches = Math.max(1, heldOut.told.count() / n);
    double sum = 0;
    for (int batch = 0; batch < batches; batch++) {
      int[] chosen = heldOut.told.spread(batch, batches, n);
      Augmentation none = new Augmentation(0, 0, 0, 0);
      sum +=
          Scope.computing(
              () ->
                  Gradients.off(
                      () ->
                          Precision.BFLOAT16
                              .on(
                                  device(),
                                  () ->
                                      loss(
                                          heldOut,
                                          chosen,
                                          heldOut.texts.canonical(chosen),
                                          none,
                                          0))
                              .item_double()));
    }
    return sum / batches;
  }

  /** Films, and beside each where the words of its findings are seen. */
  @Override
  public Radiograph preview() {
    int side = model.config().film().side();
    int grid = model.config().film().grid();
    List<float[]> sheet = new ArrayList<>();
    int shown = Math.min(SHEET, heldOut.told.count());
    for (int film : heldOut.told.spread(0, heldOut.told.count() / shown, shown)) {
      int[] tokens = heldOut.texts.text(film);
      float[] map =
          Scope.computing(
              () ->
                  Gradients.off(
                      () -> {
                        Tensor words =
                            of(named, heldOut.texts.tokens(rows(new int[] {film})))
                                .sum(2)
                                .gt(new Scalar(0)); // [1, k]
                        Tensor cosines =
                            model
                                .network()
                                .words(heldOut.texts.tokens(rows(new int[] {film})))
                                .matmul(
                                    model
                                        .network()
                                        .patches(heldOut.films.whole(new int[] {film}))
                                        .embeddings()
                                        .transpose(1, 2));
                        return Tensors.floats(
                            cosines
                                .mul(words.to(torch.ScalarType.Float).unsqueeze(2))
                                .amax(new long[] {1}, false));
                      }));
      sheet.add(heldOut.told.films().signed(film));
      sheet.add(enlarged(map, grid, side));
    }
    return Sheet.of(sheet, side, 4);
  }

  private static float[] enlarged(float[] map, int grid, int side) {
    float[] large = new float[side * side];
    for (int i = 0; i < large.length; i++) {
      float value = map[i / side * grid / side * grid + i % side * grid / side];
      large[i] = Math.max(-1, Math.min(1, 2 * value - 1));
    }
    return large;
  }

  private Tensor rows(int[] films) {
    long[] rows = new long[films.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = films[i];
    }
    return Tensors.of(rows, device(), rows.length);
  }

  private Tensor groups(ToldFilms told) {
    Map<List<Observation>, Integer> numbers = new HashMap<>();
    long[] groups = new long[told.count()];
    for (int film = 0; film < groups.length; film++) {
      groups[film] =
          numbers.computeIfAbsent(told.prompt(film).observations(), said -> numbers.size());
    }
    return Tensors.of(groups, device(), groups.length);
  }

  private Tensor places(ToldFilms told) {
    int grid = model.config().film().grid();
    int area = grid * grid;
    float[] places = new float[told.count() * FINDINGS.length * area];
    for (int film = 0; film < told.count(); film++) {
      for (Map.Entry<Finding, Mask> each : told.masks(film).entrySet()) {
        int start = (film * FINDINGS.length + each.getKey().ordinal()) * area;
        each.getValue().bits().stream().forEach(cell -> places[start + cell] = 1);
      }
    }
    return Tensors.of(places, device(), told.count(), FINDINGS.length, grid, grid)
        .to(torch.ScalarType.Byte);
  }

  @Override
  public Map<String, String> metadata() {
    return PatchWordAlignerModel.metadata(model.config());
  }

  @Override
  public void close() {
    train.close();
    heldOut.close();
    counted.close();
    named.close();
    model.close();
  }
}
