package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InsertionPlanTest {

  private static final List<Finding> DRAWABLE =
      Arrays.stream(Finding.values()).filter(LesionEngine::draws).toList();

  private static List<Observation> plan(int index) {
    return InsertionPlan.of(index, DRAWABLE, RandomStream.of(1, index, "plan"));
  }

  @Test
  void everyFindingHasEverySeverityAndEverySideItCanHave() {
    Map<Finding, Set<Severity>> severities = new EnumMap<>(Finding.class);
    Map<Finding, Set<Laterality>> sides = new EnumMap<>(Finding.class);
    for (int index = 0; index < 12 * InsertionPlan.turn(); index++) {
      Observation leading = plan(index).get(0);
      assertThat(leading.finding()).isEqualTo(InsertionPlan.leading(index));
      severities
          .computeIfAbsent(leading.finding(), key -> EnumSet.noneOf(Severity.class))
          .add(leading.severity().orElseThrow());
      sides.computeIfAbsent(leading.finding(), key -> EnumSet.noneOf(Laterality.class));
      leading.laterality().ifPresent(side -> sides.get(leading.finding()).add(side));
    }
    for (Finding finding : DRAWABLE) {
      assertThat(severities.get(finding)).as(finding.slug()).hasSize(3);
      if (Places.of(finding).sides().isEmpty()) {
        assertThat(sides.get(finding)).as(finding.slug()).isEmpty();
      } else {
        assertThat(sides.get(finding))
            .as(finding.slug())
            .contains(Laterality.LEFT, Laterality.RIGHT);
      }
    }
  }

  @Test
  void whatIsPlannedCanBeWhereItIsPlannedAndIsReadBackFromItsText() {
    for (int index = 0; index < 4 * InsertionPlan.turn(); index++) {
      Prompt prompt =
          Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), plan(index));
      prompt.requireUsable();
      assertThat(new ReportReader().read(prompt.text()).observations())
          .containsExactlyInAnyOrderElementsOf(prompt.observations());
    }
  }

  @Test
  void onlyWhatAFilmLacksIsAdded() {
    for (int index = 0; index < 200; index++) {
      List<Observation> planned =
          InsertionPlan.of(index, List.of(Finding.EDEMA), RandomStream.of(1, index, "plan"));
      assertThat(planned.stream().skip(1).map(Observation::finding))
          .allMatch(finding -> finding == Finding.EDEMA);
      assertThat(planned.stream().map(Observation::finding)).doesNotHaveDuplicates();
    }
  }
}
