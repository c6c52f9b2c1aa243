package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LesionNamesTest {

  private static final Mask SPOT = Mask.where(4, 4, i -> i == 5);

  private static LesionSegmenter.Lesions seen() {
    return new LesionSegmenter.Lesions(
        PathologyMap.of(
            4,
            4,
            Map.of(
                Finding.CONSOLIDATION, SPOT,
                Finding.PNEUMONIA, SPOT,
                Finding.BACTERIAL_PNEUMONIA, SPOT,
                Finding.PLEURAL_EFFUSION, SPOT)),
        Map.of(
            Finding.CONSOLIDATION, 0.7,
            Finding.PNEUMONIA, 0.9,
            Finding.BACTERIAL_PNEUMONIA, 0.8,
            Finding.PLEURAL_EFFUSION, 0.6));
  }

  @Test
  void whatWasAskedForKeepsItsName() {
    assertThat(seen().named(Set.of(Finding.CONSOLIDATION)).pathology().masks())
        .containsOnlyKeys(Finding.CONSOLIDATION, Finding.PLEURAL_EFFUSION);
  }

  @Test
  void otherwiseTheSurestOfThoseThatLookAlikeIsNamed() {
    assertThat(seen().named(Set.of()).pathology().masks())
        .containsOnlyKeys(Finding.PNEUMONIA, Finding.PLEURAL_EFFUSION);
    assertThat(seen().named(Set.of()).highest()).hasSize(4);
  }

  @Test
  void whatNobodyAskedForNeedsTheClassifierToo() {
    Map<Finding, Double> unlikely =
        Map.of(Finding.PLEURAL_EFFUSION, 0.2, Finding.CONSOLIDATION, 0.7, Finding.PNEUMONIA, 0.1);
    assertThat(seen().named(Set.of()).confirmed(Set.of(), unlikely).pathology().masks())
        .containsOnlyKeys(Finding.PNEUMONIA);
    assertThat(
            seen()
                .named(Set.of())
                .confirmed(Set.of(Finding.PLEURAL_EFFUSION), unlikely)
                .pathology()
                .masks())
        .containsOnlyKeys(Finding.PNEUMONIA, Finding.PLEURAL_EFFUSION);
    assertThat(seen().confirmed(Set.of(), Map.of()).pathology().masks()).hasSize(4);
  }
}
