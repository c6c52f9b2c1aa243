package ai.chestnut.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {

  @Test
  void noWordingMeansTwoFindings() {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      List<String> wordings = new ArrayList<>(finding.synonyms());
      wordings.add(finding.canonicalName());
      for (String wording : wordings) {
        if (!seen.add(Spelling.plain(wording))) {
          twice.add(wording);
        }
      }
    }

    assertThat(twice).isEmpty();
    assertThat(seen).hasSizeGreaterThan(200);
  }

  @Test
  void slugsAndCodesAreUnique() {
    assertThat(Finding.values()).extracting(Finding::slug).doesNotHaveDuplicates();
    assertThat(Finding.values())
        .flatExtracting(f -> f.snomedCt().stream().toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(15);
  }

  /** SNOMED CT identifiers end in a Verhoeff check digit: Technical Implementation Guide, 3.1.4. */
  @ParameterizedTest
  @EnumSource
  void codesCarryTheirCheckDigit(Finding finding) {
    assertThat(finding.snomedCt().stream()).allMatch(FindingTest::verhoeff);
  }

  private static boolean verhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      check = dihedral(check, permuted(digit, i % 8));
    }
    return check == 0;
  }

  private static int dihedral(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    }
    return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
  }

  private static int permuted(int digit, int times) {
    int[] permutation = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    int result = digit;
    for (int i = 0; i < times; i++) {
      result = permutation[result];
    }
    return result;
  }

  @Test
  void slugIsTheNameInSmallWithHyphens() {
    assertThat(Finding.PLEURAL_EFFUSION.slug()).isEqualTo("pleural-effusion");
    assertThat(Finding.COVID_19.slug()).isEqualTo("covid-19");
  }

  @ParameterizedTest
  @EnumSource
  void isNamedByEveryWording(Finding finding) {
    assertThat(Finding.named(finding.canonicalName())).contains(finding);
    assertThat(Finding.named(finding.slug())).contains(finding);
    assertThat(Finding.named(finding.name())).contains(finding);
    assertThat(Finding.named(finding.canonicalName().toUpperCase(Locale.ROOT))).contains(finding);
    assertThat(finding.synonyms()).allMatch(s -> Finding.named(s).equals(Optional.of(finding)));
  }

  @ParameterizedTest
  @CsvSource({
    "pulmonary oedema, EDEMA",
    "' Pleural   Effusion ', PLEURAL_EFFUSION",
    "lung tumour, LUNG_LESION",
    "haemothorax, PLEURAL_EFFUSION",
    "chf, EDEMA"
  })
  void spellingDoesNotMatter(String name, Finding finding) {
    assertThat(Finding.named(name)).contains(finding);
  }

  @Test
  void unknownNamesAreNobody() {
    assertThat(Finding.named("zebra")).isEmpty();
    assertThat(Finding.named("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void parentsEndSomewhere(Finding finding) {
    Set<Finding> line = new HashSet<>();
    Optional<Finding> next = Optional.of(finding);
    while (next.isPresent()) {
      assertThat(line.add(next.get())).as("cycle at %s", next.get()).isTrue();
      next = next.get().parent();
    }
    assertThat(line).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void familiesAreThoseOfTheContract() {
    assertThat(Finding.NODULE.parent()).contains(Finding.LUNG_LESION);
    assertThat(Finding.MASS.parent()).contains(Finding.LUNG_LESION);
    assertThat(Finding.PLEURAL_THICKENING.parent()).contains(Finding.PLEURAL_OTHER);
    assertThat(Finding.VIRAL_PNEUMONIA.parent()).contains(Finding.PNEUMONIA);
    assertThat(Finding.BACTERIAL_PNEUMONIA.parent()).contains(Finding.PNEUMONIA);
    assertThat(Finding.COVID_19.parent()).contains(Finding.PNEUMONIA);
    assertThat(Finding.PNEUMONIA.parent()).isEmpty();
  }
}
