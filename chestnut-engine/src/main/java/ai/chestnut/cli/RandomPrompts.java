package ai.chestnut.cli;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Prompts that could be real: findings drawn evenly, each where it can be. */
final class RandomPrompts {

  private static final int MOST_FINDINGS = 3;
  private static final int YOUNGEST = 18;
  private static final int OLDEST = 95;

  private RandomPrompts() {}

  /**
   * @param wanted which findings may be drawn from the vocabulary
   */
  static Prompt draw(RandomStream random, Predicate<Finding> wanted) {
    List<Finding> findings =
        new ArrayList<>(
            Arrays.stream(Finding.values())
                .filter(finding -> finding != Finding.NO_FINDING)
                .filter(wanted)
                .toList());
    List<Observation> observations = new ArrayList<>();
    for (int left = random.nextInt(MOST_FINDINGS + 1); left > 0; left--) {
      Finding finding = findings.remove(random.nextInt(findings.size()));
      observations.add(observation(finding, random));
    }
    return Prompt.of(
        Optional.of(random.pick(List.of(View.values()))),
        Optional.of(random.pick(List.of(Sex.values()))),
        OptionalInt.of(YOUNGEST + random.nextInt(OLDEST - YOUNGEST + 1)),
        observations);
  }

  private static Observation observation(Finding finding, RandomStream random) {
    Observation seen = Observation.present(finding);
    List<Laterality> sides = Places.of(finding).sides().stream().sorted().toList();
    if (!sides.isEmpty()) {
      seen = seen.withLaterality(random.pick(sides));
    }
    return random.chance(0.5) ? seen.withSeverity(random.pick(List.of(Severity.values()))) : seen;
  }
}
