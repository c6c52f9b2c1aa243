package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random prompts: any finding in any place that it can have, up to five of them. */
final class Prompts {

  private static final int MOST = 5;

  private Prompts() {}

  static Arbitrary<Prompt> any() {
    return Combinators.combine(
            Arbitraries.of(View.class).optional(),
            Arbitraries.of(Sex.class).optional(),
            Arbitraries.integers().between(0, 120).optional(),
            observations())
        .as(
            (view, sex, age, seen) ->
                Prompt.of(view, sex, age.map(OptionalInt::of).orElse(OptionalInt.empty()), seen));
  }

  /** None says the same as another: such are one statement. */
  private static Arbitrary<List<Observation>> observations() {
    return observation().list().ofMaxSize(MOST).map(Prompts::distinct);
  }

  private static List<Observation> distinct(List<Observation> all) {
    List<Observation> kept = new ArrayList<>();
    for (Observation next : all) {
      if (kept.stream().noneMatch(o -> Repetition.agree(o, next))) {
        kept.add(next);
      }
    }
    return kept;
  }

  static Arbitrary<Observation> observation() {
    return Arbitraries.of(Finding.class)
        .filter(f -> f != Finding.NO_FINDING)
        .flatMap(
            finding ->
                Combinators.combine(
                        side(finding),
                        zones(finding),
                        Arbitraries.of(Severity.class).optional(),
                        Arbitraries.of(Certainty.class))
                    .as((s, z, severity, c) -> new Observation(finding, s, z, severity, c)));
  }

  private static Arbitrary<Optional<Laterality>> side(Finding finding) {
    Places places = Places.of(finding);
    return places.sides().isEmpty()
        ? Arbitraries.just(Optional.empty())
        : Arbitraries.of(places.sides()).optional();
  }

  private static Arbitrary<List<Zone>> zones(Finding finding) {
    Places places = Places.of(finding);
    return places.zones().isEmpty()
        ? Arbitraries.just(List.of())
        : Arbitraries.of(places.zones()).list().uniqueElements().ofMaxSize(3);
  }
}
