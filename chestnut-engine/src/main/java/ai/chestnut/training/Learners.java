package ai.chestnut.training;

import ai.chestnut.failure.DefectException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * What changes from step to step: the objective's parameters with their optimiser and average, and
 * those of its rival, where it has one.
 */
final class Learners implements AutoCloseable {

  /** One set of parameters and what moves it. */
  private record Learner(
      String prefix, Parameters parameters, FlatParameters flat, AdamW optimiser) {

    static Learner of(String prefix, Parameters parameters, Training training) {
      parameters.train(true);
      FlatParameters flat = new FlatParameters(parameters);
      return new Learner(
          prefix, parameters, flat, new AdamW(flat, training.weightDecay(), training.beta1()));
    }

    Map<String, WeightFile.Entry> entries() {
      Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
      Stored.put(entries, "parameter.", parameters.byName());
      entries.putAll(optimiser.entries());
      return entries;
    }

    void load(Map<String, WeightFile.Entry> entries) {
      Stored.restore(entries, "parameter.", parameters.byName());
      optimiser.load(entries);
    }

    void close() {
      optimiser.close();
      parameters.train(false);
    }
  }

  private final Objective objective;
  private final Training training;
  private final Learner learner;
  private final Optional<Rival> rival;
  private final Optional<Learner> rivalLearner;
  private final Ema average;

  Learners(Objective objective, Training training) {
    this.objective = objective;
    this.training = training;
    this.learner = Learner.of("", objective.parameters(), training);
    this.rival = objective.rival();
    this.rivalLearner = rival.map(one -> Learner.of("rival.", one.parameters(), training));
    this.average = new Ema(learner.flat(), training.ema());
  }

  /** Losses and gradient norm of one step; the rival's loss is 0 where there is none. */
  record Taken(double loss, double rivalLoss, double norm) {}

  /**
   * One step of all.
   *
   * @param step 1-based
   */
  Taken take(long step, double rate) {
    return Scope.computing(
        () -> {
          Tensor loss = graph(() -> objective.loss(step), objective.parameters().device());
          loss.backward();
          double value = finite(step, loss.item_double());
          double norm = move(learner, step, rate);
          average.update(step);
          double rivalValue = 0;
          if (rival.isPresent()) {
            Learner other = rivalLearner.orElseThrow();
            other
                .optimiser()
                .clear(); // what the objective's way back through the critic left there
            Tensor rivalLoss = graph(() -> rival.get().loss(step), objective.parameters().device());
            rivalLoss.backward();
            rivalValue = finite(step, rivalLoss.item_double());
            move(other, step, rate);
          }
          return new Taken(value, rivalValue, norm);
        });
  }

  private Tensor graph(Supplier<Tensor> loss, Device device) {
    return Gradients.on(() -> Precision.named(training.precision()).on(device, loss));
  }

  private double move(Learner one, long step, double rate) {
    double norm = one.optimiser().clip(training.clip());
    if (!Double.isFinite(norm)) {
      throw new DefectException(
          "training step " + step + ": got a gradient of norm " + norm + ", expected a finite one");
    }
    one.optimiser().step(step, rate);
    return norm;
  }

  private static double finite(long step, double value) {
    if (!Double.isFinite(value)) {
      throw new DefectException(
          "training step " + step + ": got a loss of " + value + ", expected a finite one");
    }
    return value;
  }

  /** Runs the work with the average in place of the objective's parameters. */
  <T> T whileAveraged(Supplier<T> work) {
    return average.whileApplied(work);
  }

  /** The average as it is stored in shipped weights. */
  Map<String, WeightFile.Entry> averaged() {
    return average.entries();
  }

  /** Whether the training may end by the clock. */
  boolean timed() {
    return training.minutes().isPresent();
  }

  /** Everything that an exact resume needs. */
  Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>(learner.entries());
    average.entries().forEach((name, entry) -> entries.put("average." + name, entry));
    rivalLearner.ifPresent(
        other ->
            other.entries().forEach((name, entry) -> entries.put(other.prefix() + name, entry)));
    return entries;
  }

  void load(Map<String, WeightFile.Entry> entries) {
    learner.load(entries);
    average.load(entries);
    rivalLearner.ifPresent(
        other -> {
          Map<String, WeightFile.Entry> own = new LinkedHashMap<>();
          entries.forEach(
              (name, entry) -> {
                if (name.startsWith(other.prefix())) {
                  own.put(name.substring(other.prefix().length()), entry);
                }
              });
          other.load(own);
        });
  }

  @Override
  public void close() {
    average.close();
    learner.close();
    rivalLearner.ifPresent(Learner::close);
  }
}
