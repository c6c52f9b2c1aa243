package ai.chestnut.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppearanceTest {

  @ParameterizedTest
  @EnumSource
  void likenessIsMutualAndIncludesTheFindingItself(Finding finding) {
    assertThat(Appearance.alike(finding)).contains(finding);
    for (Finding other : Appearance.alike(finding)) {
      assertThat(Appearance.alike(other)).isEqualTo(Appearance.alike(finding));
    }
  }

  @Test
  void consolidationLooksLikePneumoniaAndNotLikeAnEffusion() {
    assertThat(Appearance.alike(Finding.CONSOLIDATION))
        .contains(Finding.PNEUMONIA)
        .doesNotContain(Finding.PLEURAL_EFFUSION);
  }
}
