package ai.chestnut.training;

import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
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

  /** Examples of one material, and the share of a batch that is drawn from them. */
  record Pool(double share, Examples.Parts parts) {}

  /** Where in the bank a pool's examples lie. */
  private record Range(double share, int from, int count) {}

  private final ExpertKind<C, N> kind;
  private final ExpertModel<C, N> model;
  private final ExpertLoss<N> loss;
  private final Function<ExpertView<N>, List<float[]>> picture;
  private final ExampleBank train;
  private final List<Range> learnt;
  private final ExampleBank kept;
  private final List<Range> heldOut;
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
      ExampleBank.Planes planes,
      int side,
      int batch,
      Disguise disguise,
      long seed) {
    this.kind = kind;
    this.model = model;
    this.loss = loss;
    this.picture = picture;
    List<Example> all = new ArrayList<>();
    List<Example> aside = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    List<Range> asides = new ArrayList<>();
    for (Pool pool : pools) {
      List<Example> held = pool.parts().heldOut();
      List<Example> some = held.subList(0, Math.min(HELD_OUT, held.size()));
      ranges.add(new Range(pool.share(), all.size(), pool.parts().train().size()));
      asides.add(new Range(pool.share(), aside.size(), some.size()));
      all.addAll(pool.parts().train());
      aside.addAll(some);
    }
    Device device = model.parameters().device();
    this.learnt = List.copyOf(ranges);
    this.heldOut = List.copyOf(asides);
    this.train = ExampleBank.of(all, side, planes, device);
    this.kept = ExampleBank.of(aside, side, planes, device);
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
    int[] chosen = new int[batch];
    for (int i = 0; i < batch; i++) {
      Range range = range(stream);
      chosen[i] = range.from() + stream.nextInt(range.count());
    }
    return loss.of(model.network(), train.seen(chosen, disguise, stream, step), step);
  }

  private Range range(RandomStream stream) {
    double total = learnt.stream().mapToDouble(Range::share).sum();
    double at = stream.uniform(0, total);
    for (Range range : learnt) {
      at -= range.share();
      if (at < 0) {
        return range;
      }
    }
    return learnt.get(learnt.size() - 1);
  }

  @Override
  public double heldOut() {
    double total = 0;
    double shares = 0;
    for (Range range : heldOut) {
      double sum = 0;
      int end = range.from() + range.count();
      for (int from = range.from(); from < end; from += HELD_OUT_BATCH) {
        int[] some = IntStream.range(from, Math.min(end, from + HELD_OUT_BATCH)).toArray();
        sum += some.length * value(some);
      }
      total += range.share() * sum / range.count();
      shares += range.share();
    }
    return total / shares;
  }

  private double value(int[] held) {
    return Scope.computing(
        () -> Gradients.off(() -> loss.of(model.network(), plain(held), 0).item_double()));
  }

  /** The examples as they are. */
  private ExampleBatch plain(int... held) {
    return kept.seen(held, Disguise.NONE, RandomStream.of(seed, 0, "held-out"), 0);
  }

  @Override
  public Radiograph preview() {
    List<float[]> sheet = new ArrayList<>();
    int columns = 0;
    for (Range range : heldOut) {
      for (int i = range.from(); i < range.from() + Math.min(SHEET, range.count()); i++) {
        int at = i;
        List<float[]> row = new ArrayList<>();
        Scope.running(
            () ->
                Gradients.off(
                    () -> {
                      ExampleBatch one = plain(at);
                      row.add(shown(Tensors.floats(one.films())));
                      row.addAll(picture.apply(new ExpertView<>(model.network(), one)));
                      return row.size();
                    }));
        columns = row.size();
        sheet.addAll(row);
      }
    }
    return Sheet.of(sheet, kept.side(), 3 * columns);
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
    train.close();
    kept.close();
    model.close();
  }
}
