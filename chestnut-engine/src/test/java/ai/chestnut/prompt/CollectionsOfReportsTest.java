package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionsOfReportsTest {

  private static final int PROMPTS = 3000;

  private static final List<String> REPORTS =
      List.of(
          "Small left effusion. No pneumothorax.",
          "Large right upper lobe mass. Zebra. Zebra.",
          "Possible small effusion at the left base. A zebra and an ape.");

  @Test
  void countsWhatReportsSay() {
    VocabularyCounts counts = VocabularyCounts.of(REPORTS);

    assertThat(counts.reports()).isEqualTo(3);
    assertThat(counts.findings().keySet())
        .containsExactly(Finding.PLEURAL_EFFUSION, Finding.PNEUMOTHORAX, Finding.MASS);
    assertThat(counts.findings().get(Finding.PLEURAL_EFFUSION))
        .containsEntry(Certainty.PRESENT, 1)
        .containsEntry(Certainty.UNCERTAIN, 1)
        .hasSize(2);
    assertThat(counts.findings().get(Finding.PNEUMOTHORAX)).containsOnlyKeys(Certainty.ABSENT);
    assertThat(counts.sides())
        .containsEntry(Laterality.LEFT, 2)
        .containsEntry(Laterality.RIGHT, 1)
        .hasSize(2);
    assertThat(counts.zones()).containsEntry(Zone.UPPER, 1).containsEntry(Zone.LOWER, 1);
    assertThat(counts.severities())
        .containsEntry(Severity.SMALL, 2)
        .containsEntry(Severity.LARGE, 1);
    assertThat(counts.unknown().keySet()).containsExactly("ape", "zebra");
    assertThat(counts.unknown()).containsEntry("zebra", 2);
  }

  @Test
  void orderOfReportsDoesNotMatter() {
    assertThat(VocabularyCounts.of(Reversal.of(REPORTS))).isEqualTo(VocabularyCounts.of(REPORTS));
  }

  @Test
  void readsTheTextFilesOfAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("more"));
    Files.writeString(folder.resolve("a.txt"), REPORTS.get(0));
    Files.writeString(folder.resolve("more/b.txt"), REPORTS.get(1));
    Files.writeString(folder.resolve("c.txt"), REPORTS.get(2));
    Files.writeString(folder.resolve("notes.md"), "Cardiomegaly.");

    assertThat(VocabularyCounts.ofFolder(folder)).isEqualTo(VocabularyCounts.of(REPORTS));
  }

  @Test
  void refusesFoldersWithoutReports(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> VocabularyCounts.ofFolder(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no .txt file");
    assertThatThrownBy(() -> VocabularyCounts.ofFolder(folder.resolve("missing")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no folder");
    Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
    assertThatThrownBy(() -> VocabularyCounts.ofFolder(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("bad.txt");
  }

  private static List<Prompt> sampled(PromptSampler sampler) {
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < PROMPTS; i++) {
      prompts.add(sampler.sample(RandomStream.of(5, i, "prompt")));
    }
    return prompts;
  }

  @Test
  void sampledPromptsCanBeMadeAndCoverTheVocabulary() {
    Set<Finding> present = EnumSet.noneOf(Finding.class);
    Set<Certainty> certainties = EnumSet.noneOf(Certainty.class);
    Set<Zone> zones = EnumSet.noneOf(Zone.class);
    Set<Laterality> sides = EnumSet.noneOf(Laterality.class);
    for (Prompt prompt : sampled(PromptSampler.standard())) {
      assertThatCode(prompt::requireUsable).as(prompt.text()).doesNotThrowAnyException();
      assertThat(prompt.ageYears().orElseThrow()).isBetween(18, 95);
      for (Observation seen : prompt.observations()) {
        certainties.add(seen.certainty());
        zones.addAll(seen.zones());
        seen.laterality().ifPresent(sides::add);
        if (seen.certainty() == Certainty.PRESENT) {
          present.add(seen.finding());
        }
      }
    }

    assertThat(present).isEqualTo(EnumSet.complementOf(EnumSet.of(Finding.NO_FINDING)));
    assertThat(certainties).hasSize(3);
    assertThat(zones).hasSize(Zone.values().length);
    assertThat(sides).hasSize(3);
  }

  @Test
  void normalShareIsKept() {
    assertThat(normalShare(0)).isZero();
    assertThat(normalShare(1)).isEqualTo(1);
    // three standard errors of a share of 0.4 in 3,000
    assertThat(normalShare(0.4)).isBetween(0.4 - 0.027, 0.4 + 0.027);
  }

  private static double normalShare(double asked) {
    PromptSampler sampler = PromptSampler.standard().withNormalShare(asked);
    long normal =
        sampled(sampler).stream()
            .filter(p -> p.observations().stream().noneMatch(CollectionsOfReportsTest::there))
            .count();
    return (double) normal / PROMPTS;
  }

  private static boolean there(Observation seen) {
    return seen.certainty() != Certainty.ABSENT;
  }

  @Test
  void theSameStreamGivesTheSamePrompt() {
    assertThat(sampled(PromptSampler.standard())).isEqualTo(sampled(PromptSampler.standard()));
    assertThat(sampled(PromptSampler.standard()).stream().distinct().count())
        .isGreaterThan(PROMPTS / 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void sharesLieBetweenNoneAndAll(double share) {
    assertThatThrownBy(() -> PromptSampler.standard().withNormalShare(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("normalShare");
    assertThatThrownBy(() -> new PromptSampler(0, share, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PromptSampler(0, 0, share))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
