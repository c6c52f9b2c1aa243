package ai.chestnut.models;

import ai.chestnut.expert.Experts;
import ai.chestnut.nn.Parameters;
import java.util.function.BiFunction;

/**
 * One expert with its weights; owns them.
 *
 * @param <C> its configuration
 * @param <N> its network
 */
public final class ExpertModel<C, N> implements AutoCloseable {

  private final ModelIdentity identity;
  private final C config;
  private final Parameters parameters;
  private final N network;
  private final BiFunction<Experts, N, Experts> seat;

  ExpertModel(
      ModelIdentity identity,
      C config,
      Parameters parameters,
      N network,
      BiFunction<Experts, N, Experts> seat) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = network;
    this.seat = seat;
  }

  public ModelIdentity identity() {
    return identity;
  }

  public C config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public N network() {
    return network;
  }

  /** The experts with this one among them. */
  Experts seated(Experts experts) {
    return seat.apply(experts, network);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
