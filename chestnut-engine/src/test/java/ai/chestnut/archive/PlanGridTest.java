package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanGridTest {

  private static final String HEAD =
      """
      name = "grid"
      method = "text"
      model = "mu"
      seed = 7
      shard = 4
      [sampling]
      steps = 2
      guidance = 1
      size = 16
      bitDepth = 8
      [panel]
      filter = true
      attempts = 2
      [[cells]]
      """;

  private static Plan plan(String cell) {
    return Toml.parse(HEAD + cell.replace(';', '\n').replace('!', ';'), "plan", Plan.class);
  }

  @Test
  void everyCombinationIsACell() {
    Plan plan =
        plan(
            "count = 3; findings = 'pleural effusion! edema'; report = 'canonical'; [cells.each];"
                + " lateralities = ['left', 'right']; severities = ['small', 'large'];"
                + " views = ['PA', 'AP']; sexes = ['F', 'M']; ages = ['20-39', '40-64', '65-90']");
    assertThat(plan.asked()).hasSize(2 * 2 * 2 * 2 * 3);
    assertThat(plan.count()).isEqualTo(3 * 48);
    assertThat(plan.asked()).extracting(AskedCell::name).doesNotHaveDuplicates();
    AskedCell last = plan.asked().get(47);
    assertThat(last.prompt().observations().get(0).laterality()).contains(Laterality.RIGHT);
    assertThat(last.prompt().observations().get(0).severity()).contains(Severity.LARGE);
    assertThat(last.report()).isEqualTo(ReportStyle.CANONICAL);
    PlanItems items = plan.items();
    assertThat(items).hasSize(144);
    for (PlanItem item : items) {
      assertThat(item.cell()).isEqualTo(item.index() / 3);
      AgeRange range = item.asked().ages().orElseThrow();
      assertThat(item.prompt().ageYears().orElse(0)).isBetween(range.first(), range.last());
      assertThat(items.get(item.index()).prompt()).isEqualTo(item.prompt());
    }
    assertThat(items.stream().map(item -> item.prompt().ageYears()).distinct().count())
        .isGreaterThan(30);
  }

  @Test
  void whatAFindingSaysItselfIsNotReplaced() {
    Plan plan =
        plan("count = 1; findings = 'nodule:left! edema'; [cells.each]; severities = ['small']");
    assertThat(plan.asked().get(0).prompt().observations())
        .extracting(seen -> seen.laterality().isPresent())
        .containsExactly(true, false);
    assertThat(plan.asked().get(0).prompt().observations())
        .allMatch(seen -> seen.severity().equals(java.util.Optional.of(Severity.SMALL)));
  }

  @Test
  void pairsComeFirstAndNoShardPartsThem() {
    Plan plan =
        plan(
            "count = 3; findings = 'edema'; [[cells]]; count = 5; findings = 'nodule'; pairs = true");
    PlanItems items = plan.items();
    assertThat(items).hasSize(13);
    for (int i = 0; i < 10; i++) {
      assertThat(items.get(i).family()).isEqualTo(i - i % 2);
      assertThat(items.get(i).role()).isEqualTo(i % 2 == 0 ? "with" : "without");
      assertThat(items.get(i).family() / plan.shard()).isEqualTo(i / plan.shard());
    }
    assertThat(items.get(12).role()).isEmpty();
    assertThat(Toml.parse(Toml.write(plan), "plan", Plan.class)).isEqualTo(plan);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count = 1; findings = 'edema'; ages = '40-20' | '40-20'",
        "count = 1; findings = 'edema'; ages = '40-200' | '40-200'",
        "count = 1; findings = 'edema'; age = 4; ages = '1-2' | age",
        "count = 1; findings = 'edema'; report = 'long' | 'long'",
        "count = 1; findings = 'no finding'; pairs = true | pairs",
        "count = 1; findings = 'edema'; view = 'PA'; [cells.each]; views = ['PA'] | view",
        "count = 1; findings = 'nodule:left'; [cells.each]; lateralities = ['right'] | each",
        "count = 1; findings = 'edema'; [cells.each]; sexes = [] | each.sexes",
        "count = 1; findings = 'edema'; [cells.each]; sexes = ['F', 'F'] | each.sexes",
        "count = 1; prompt = 'Edema.'; [cells.each]; sexes = ['F'] | prompt",
        "count = 1; findings = 'cardiomegaly'; [cells.each]; lateralities = ['up'] | 'up'",
      })
  void aWrongCellIsToldWithItsPlace(String cell, String told) {
    assertThatThrownBy(() -> plan(cell).items())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(told);
  }

  @Test
  void pairsNeedAnEvenShard() {
    String odd = HEAD.replace("shard = 4", "shard = 3") + "count = 1\nfindings = 'edema'\n";
    assertThat(Toml.parse(odd, "plan", Plan.class).count()).isEqualTo(1);
    assertThatThrownBy(() -> Toml.parse(odd + "pairs = true\n", "plan", Plan.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("an even number");
  }
}
