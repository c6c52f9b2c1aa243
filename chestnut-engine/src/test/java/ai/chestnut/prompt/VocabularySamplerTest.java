package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularySamplerTest {

  private static final VocabularyCounts COUNTS =
      VocabularyCounts.of(
          List.of(
              "Left pleural effusion. No pneumothorax.",
              "Large left pleural effusion.",
              "Left lower lobe pneumonia and consolidation.",
              "Cardiomegaly.",
              "Clear lungs."));

  @Test
  void wordsComeAsOftenAsTheReportsUseThem() {
    Map<Finding, Integer> seen = new EnumMap<>(Finding.class);
    int left = 0;
    int sided = 0;
    for (int i = 0; i < 2000; i++) {
      VocabularySampler.Drawn drawn =
          new VocabularySampler(COUNTS, 1).draw(RandomStream.of(1, i, "words"));
      Observation one = drawn.prompt().observations().get(0);
      seen.merge(one.finding(), 1, Integer::sum);
      sided += one.laterality().isPresent() ? 1 : 0;
      left += one.laterality().filter(Laterality.LEFT::equals).isPresent() ? 1 : 0;
    }
    assertThat(seen).doesNotContainKey(Finding.PNEUMOTHORAX); // never said to be there
    assertThat(seen.getOrDefault(Finding.PLEURAL_EFFUSION, 0) / 2000.0)
        .isCloseTo(2 / 5.0, within(0.04));
    assertThat(left).isEqualTo(sided).isPositive();
  }

  @Test
  void whatIsDrawnCanBeTogetherAndReadsBack() {
    ReportReader reader = new ReportReader();
    ReportWriter writer = new ReportWriter();
    for (int i = 0; i < 300; i++) {
      RandomStream stream = RandomStream.of(2, i, "words");
      VocabularySampler.Drawn drawn = new VocabularySampler(COUNTS, 3).draw(stream);
      drawn.prompt().requireUsable();
      List<Finding> findings =
          drawn.prompt().observations().stream().map(Observation::finding).toList();
      assertThat(findings).doesNotHaveDuplicates();
      assertThat(findings.contains(Finding.PNEUMONIA) && findings.contains(Finding.CONSOLIDATION))
          .as("which no film tells apart")
          .isFalse();
      assertThat(drawn.pathology()).hasSameSizeAs(findings);
      assertThat(reader.read(writer.write(drawn.prompt(), stream)).observations())
          .isEqualTo(drawn.prompt().observations());
    }
  }

  @Test
  void reportsWithoutFindingsGiveNoWords() {
    assertThatThrownBy(() -> new VocabularySampler(VocabularyCounts.of(List.of("Clear lungs.")), 2))
        .isInstanceOf(RequestException.class);
  }

  /** A thousand reports of the grammar say exactly what they were asked, in varied words. */
  @Test
  void aThousandReportsReadBackExactly() {
    ReportReader reader = new ReportReader();
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Prompt prompt = PromptSampler.standard().sample(RandomStream.of(7, i, "findings"));
      String report = new ReportWriter().write(prompt, RandomStream.of(7, i, "wording"));
      assertThat(reader.read(report)).isEqualTo(prompt.withText(report));
      reports.add(report);
    }
    assertThat(Variety.distinct(reports, 2)).isGreaterThan(Variety.distinct(reports, 1));
    assertThat(Variety.distinct(List.of("a small mass, a small mass"), 1))
        .isCloseTo(4 / 7.0, within(1e-12));
  }
}
