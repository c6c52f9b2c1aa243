package ai.chestnut.reading;

import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a reader sees the films: drawn for each reader alone, in blocks that hold one
 * film of every arm, so that no arm gathers at the rested beginning. A film shown again comes a
 * third of the study or more after its first showing where there is room, else at the very end.
 */
final class Schedule {

  private Schedule() {}

  /** The cases in a reader's order; the same whenever it is asked for. */
  static List<BlindCase> of(Protocol protocol, List<BlindCase> cases, String reader) {
    RandomStream stream = RandomStream.of(protocol.seed(), 0, "order/" + reader);
    List<BlindCase> order = new ArrayList<>(blocks(protocol, cases, stream));
    int gap = Math.max(1, order.size() / 3);
    for (BlindCase again : cases) {
      if (again.repeatOf().isPresent()) {
        int first = place(order, again.film());
        int from = Math.min(order.size(), first + gap);
        order.add(from + stream.nextInt(order.size() - from + 1), again);
      }
    }
    return List.copyOf(order);
  }

  private static int place(List<BlindCase> order, String name) {
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("case: got " + name + ", expected one of the study");
  }

  private static List<BlindCase> blocks(
      Protocol protocol, List<BlindCase> cases, RandomStream stream) {
    Map<String, List<BlindCase>> arms = new HashMap<>();
    for (String arm : protocol.arms()) {
      arms.put(
          arm,
          shuffled(
              cases.stream().filter(c -> c.arm().equals(arm) && c.repeatOf().isEmpty()).toList(),
              stream));
    }
    List<BlindCase> order = new ArrayList<>();
    for (int block = 0; block < protocol.perArm(); block++) {
      for (String arm : shuffled(protocol.arms(), stream)) {
        order.add(arms.getOrDefault(arm, List.of()).get(block));
      }
    }
    return order;
  }

  static <T> List<T> shuffled(List<T> things, RandomStream stream) {
    List<T> order = new ArrayList<>();
    for (int at : stream.permutation(things.size())) {
      order.add(things.get(at));
    }
    return order;
  }
}
