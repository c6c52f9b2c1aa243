package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingListTest {

  @Provide
  Arbitrary<List<Observation>> lists() {
    return Prompts.observation().list().ofMinSize(1).ofMaxSize(4);
  }

  @Property(tries = 500)
  void readsPartsInAnyOrder(@ForAll("lists") List<Observation> list, @ForAll long seed) {
    RandomStream random = RandomStream.of(seed, 0, "order");
    List<String> items = new ArrayList<>();
    for (Observation seen : list) {
      List<String> parts = new ArrayList<>();
      seen.laterality().ifPresent(s -> parts.add(s.word()));
      seen.severity().ifPresent(s -> parts.add(s.word()));
      seen.zones().forEach(z -> parts.add(z.word()));
      parts.add(seen.certainty().word());
      StringBuilder item = new StringBuilder(seen.finding().canonicalName());
      for (int i : random.permutation(parts.size())) {
        item.append(':').append(parts.get(i));
      }
      items.add(item.toString());
    }

    assertThat(FindingList.parse(String.join("; ", items))).isEqualTo(list);
  }

  @Test
  void readsTheExampleOfTheContract() {
    assertThat(FindingList.parse("pleural effusion:left:small; cardiomegaly"))
        .containsExactly(
            Observation.present(Finding.PLEURAL_EFFUSION)
                .withLaterality(Laterality.LEFT)
                .withSeverity(Severity.SMALL),
            Observation.present(Finding.CARDIOMEGALY));
  }

  @Test
  void readsSlugsSynonymsAndSpareSeparators() {
    assertThat(FindingList.parse(" ;Pleural-Effusion : Right : Lower zone : possible;; PTX : no ;"))
        .containsExactly(
            Observation.present(Finding.PLEURAL_EFFUSION)
                .withLaterality(Laterality.RIGHT)
                .withZones(List.of(Zone.LOWER))
                .withCertainty(Certainty.UNCERTAIN),
            Observation.present(Finding.PNEUMOTHORAX).withCertainty(Certainty.ABSENT));
  }

  @Test
  void noFindingIsTheEmptyList() {
    assertThat(FindingList.parse("no finding")).isEmpty();
    assertThat(FindingList.parse("No Finding; pneumothorax:absent")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plural effusion | \"plural effusion\" | Pleural Effusion",
        "cardiomegally | \"cardiomegally\" | Cardiomegaly",
        "nodule:lefft | \"lefft\" | left",
        "nodule:left:larg | \"larg\" | large",
        "nodule: | \"\" | such as",
        "nodule:left:right | \"right\" as a second one | one",
        "nodule:small:large | \"large\" as a second one | one",
        "nodule:no:possible | \"possible\" as a second one | one",
        "no finding; nodule | beside other findings | alone",
        "no finding:left | \"left\" of it | it alone",
        "' ; ' | nothing | cardiomegaly"
      })
  void refusesWhatItDoesNotKnow(String list, String got, String expected) {
    assertThatThrownBy(() -> FindingList.parse(list))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("finding")
        .hasMessageContaining("got " + got)
        .hasMessageContaining(expected);
  }

  @Property(tries = 300)
  void editDistanceIsAMetric(@ForAll String one, @ForAll String other) {
    int distance = EditDistance.between(one, other);

    assertThat(distance).isEqualTo(EditDistance.between(other, one));
    assertThat(distance).isBetween(0, Math.max(one.length(), other.length()) * 3);
    assertThat(EditDistance.between(one, one)).isZero();
    assertThat(EditDistance.between(one, one + "x")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "Saturday, sunday, 3", "abc, '', 3", "ab, ba, 2"})
  void editDistanceOfKnownPairs(String one, String other, int distance) {
    assertThat(EditDistance.between(one, other)).isEqualTo(distance);
  }
}
