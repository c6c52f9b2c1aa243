package ai.chestnut.training;

import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Any expert on batches mixed from materials.
 *
 * @param <C> the expert's configuration
 * @param <N> its net
 */
final class ExpertObjective<C, N> implements Objective {

  private static final int HELD_OUT = 96;
  private static final int HELD_OUT_BATCH = 16;
  private static final int SHEET = 6;

  /** Examples of one material and how often they are drawn. */
  record Pool(double share, Examples.Parts parts) {}

  private final ExpertKind<C, N> kind;
  private final ExpertModel<C, N> model;
  private final ExpertLoss<N> loss;
  private final Function<ExpertView<N>, List<float[]>> picture;
  private final List<Pool> pools;
  private final int side;
  private final int batch;
  private final Disguise disguise;
  private final long seed;

  /**
   * @param picture squares in [-1, 1] that show what the net makes of a film
   */
  ExpertObjective(
      ExpertKind<C, N> kind,
      ExpertModel<C, N> model,
      ExpertLoss<N> loss,
      Function<ExpertView<N>, List<float[]>> picture,
      List<Pool> pools,
      int side,
      int batch,
      Disguise disguise,
      long seed) {
    this.kind = kind;
    this.model = model;
    this.loss = loss;
    this.picture = picture;
    this.pools = List.copyOf(pools);
    this.side = side;
    this.batch = batch;
    this.disguise = disguise;
    this.seed = seed;
  }

  /** A net and a batch of one to be shown. */
  record ExpertView<N>(N net, ExampleBatch batch) {}

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    List<Example> examples = new ArrayList<>();
    List<Disguise.Seen> seen = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      Example example = stream.pick(pool(stream).parts().train());
      examples.add(example);
      seen.add(disguise.seen(example, side, stream));
    }
    return loss.of(
        model.network(), new ExampleBatch(examples, seen, side, model.parameters().device()), step);
  }

  private Pool pool(RandomStream stream) {
    double total = pools.stream().mapToDouble(Pool::share).sum();
    double at = stream.uniform(0, total);
    for (Pool pool : pools) {
      at -= pool.share();
      if (at < 0) {
        return pool;
      }
    }
    return pools.get(pools.size() - 1);
  }

  @Override
  public double heldOut() {
    double total = 0;
    double shares = 0;
    for (Pool pool : pools) {
      List<Example> examples = pool.parts().heldOut();
      int count = Math.min(HELD_OUT, examples.size());
      double sum = 0;
      for (int from = 0; from < count; from += HELD_OUT_BATCH) {
        List<Example> some = examples.subList(from, Math.min(count, from + HELD_OUT_BATCH));
        sum += some.size() * value(plain(some));
      }
      total += pool.share() * sum / count;
      shares += pool.share();
    }
    return total / shares;
  }

  private double value(ExampleBatch held) {
    return Scope.computing(
        () -> Gradients.off(() -> loss.of(model.network(), held, 0).item_double()));
  }

  private ExampleBatch plain(List<Example> examples) {
    RandomStream unused = RandomStream.of(seed, 0, "held-out");
    List<Disguise.Seen> seen =
        examples.stream().map(one -> Disguise.NONE.seen(one, side, unused)).toList();
    return new ExampleBatch(examples, seen, side, model.parameters().device());
  }

  @Override
  public Radiograph preview() {
    List<float[]> sheet = new ArrayList<>();
    int columns = 0;
    for (Pool pool : pools) {
      List<Example> examples = pool.parts().heldOut();
      for (int i = 0; i < Math.min(SHEET, examples.size()); i++) {
        ExampleBatch one = plain(List.of(examples.get(i)));
        List<float[]> row = new ArrayList<>();
        row.add(shown(one.seen().get(0).film()));
        row.addAll(
            Scope.computing(
                () -> Gradients.off(() -> picture.apply(new ExpertView<>(model.network(), one)))));
        columns = row.size();
        sheet.addAll(row);
      }
    }
    return Sheet.of(sheet, side, 3 * columns);
  }

  private static float[] shown(float[] film) {
    float[] grey = new float[film.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = Math.max(-1, Math.min(1, film[i] / 2));
    }
    return grey;
  }

  @Override
  public Map<String, String> metadata() {
    return kind.metadata(model.config());
  }

  @Override
  public void close() {
    model.close();
  }
}
