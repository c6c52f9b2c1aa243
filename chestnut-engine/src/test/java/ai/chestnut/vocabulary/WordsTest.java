package ai.chestnut.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

  /** One of the small enums, seen alike. */
  private record Words<E extends Enum<E>>(
      List<E> values,
      Function<E, String> word,
      Function<E, List<String>> synonyms,
      Function<String, Optional<E>> named) {}

  static Stream<Words<?>> enums() {
    return Stream.of(
        new Words<>(
            List.of(Laterality.values()),
            Laterality::word,
            Laterality::synonyms,
            Laterality::named),
        new Words<>(List.of(Zone.values()), Zone::word, Zone::synonyms, Zone::named),
        new Words<>(
            List.of(Severity.values()), Severity::word, Severity::synonyms, Severity::named),
        new Words<>(
            List.of(Certainty.values()), Certainty::word, Certainty::synonyms, Certainty::named),
        new Words<>(List.of(View.values()), View::word, View::synonyms, View::named),
        new Words<>(List.of(Sex.values()), Sex::word, Sex::synonyms, Sex::named));
  }

  @ParameterizedTest
  @MethodSource("enums")
  <E extends Enum<E>> void everyWordingNamesItsValue(Words<E> words) {
    Set<String> seen = new HashSet<>();
    for (E value : words.values()) {
      assertThat(words.named().apply(words.word().apply(value))).contains(value);
      assertThat(words.named().apply(value.name())).contains(value);
      for (String synonym : words.synonyms().apply(value)) {
        assertThat(words.named().apply(" " + synonym.replace(' ', '-'))).contains(value);
        assertThat(seen.add(synonym)).as(synonym).isTrue();
      }
    }
    assertThat(words.named().apply("zebra")).isEmpty();
  }

  @Test
  void wordsAreThoseOfTheContract() {
    assertThat(Laterality.values())
        .extracting(Laterality::word)
        .containsExactly("left", "right", "bilateral");
    assertThat(Certainty.values())
        .extracting(Certainty::word)
        .containsExactly("present", "uncertain", "absent");
    assertThat(Severity.values())
        .extracting(Severity::word)
        .containsExactly("small", "moderate", "large");
    assertThat(View.values()).extracting(View::word).containsExactly("PA", "AP");
    assertThat(Sex.values()).extracting(Sex::word).containsExactly("F", "M");
  }

  @Test
  void noWordIsASideAndAZoneOrASeverity() {
    Set<String> seen = new HashSet<>();
    enums()
        .limit(4)
        .forEach(
            words ->
                everyWording(words)
                    .forEach(wording -> assertThat(seen.add(wording)).as(wording).isTrue()));
  }

  private static <E extends Enum<E>> Stream<String> everyWording(Words<E> words) {
    return words.values().stream()
        .flatMap(
            v ->
                Stream.concat(
                    Stream.of(words.word().apply(v)), words.synonyms().apply(v).stream()));
  }

  @ParameterizedTest
  @EnumSource
  void anatomyIsFoundByCodeAndName(Anatomy anatomy) {
    assertThat(anatomy.code()).isEqualTo(anatomy.ordinal() + 1);
    assertThat(Anatomy.ofCode(anatomy.code())).contains(anatomy);
    assertThat(Anatomy.named(anatomy.slug())).contains(anatomy);
    assertThat(anatomy.slug()).doesNotContain(" ");
  }

  @Test
  void anatomyCodesAreThoseOfTheContract() {
    assertThat(Anatomy.values())
        .extracting(Anatomy::canonicalName)
        .containsExactly(
            "left lung",
            "right lung",
            "heart",
            "aorta",
            "mediastinum",
            "diaphragm and abdomen",
            "spine",
            "trachea");
    assertThat(Anatomy.ofCode(0)).isEmpty();
    assertThat(Anatomy.ofCode(9)).isEmpty();
    assertThat(Anatomy.named("liver")).isEmpty();
    assertThat(OverlapLayer.LUNG_ENVELOPE.slug()).isEqualTo("lung-envelope");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDrawnHasAPlace(Finding finding) {
    Places places = Places.of(finding);

    assertThat(places.drawn()).isEqualTo(finding != Finding.NO_FINDING);
    assertThat(places.anatomy().isEmpty()).isEqualTo(!places.drawn());
    for (Laterality side : Laterality.values()) {
      assertThat(places.allows(side)).isEqualTo(places.sides().contains(side));
    }
    for (Zone zone : Zone.values()) {
      assertThat(places.allows(zone)).isEqualTo(places.zones().contains(zone));
    }
  }

  @Test
  void placesFollowGravityAndTheMidline() {
    assertThat(Places.of(Finding.CARDIOMEGALY).sides()).isEmpty();
    assertThat(Places.of(Finding.CARDIOMEGALY).zones()).isEmpty();
    assertThat(Places.of(Finding.CARDIOMEGALY).anatomy()).containsExactly(Anatomy.HEART);
    assertThat(Places.of(Finding.PLEURAL_EFFUSION).allows(Zone.UPPER)).isFalse();
    assertThat(Places.of(Finding.PLEURAL_EFFUSION).allows(Zone.LOWER)).isTrue();
    assertThat(Places.of(Finding.PNEUMOTHORAX).allows(Zone.PERIHILAR)).isFalse();
    assertThat(Places.of(Finding.PNEUMOTHORAX).allows(Zone.APICAL)).isTrue();
    assertThat(Places.of(Finding.PNEUMONIA).zones()).isEqualTo(EnumSet.allOf(Zone.class));
    assertThat(Places.of(Finding.HERNIA).zones()).containsExactly(Zone.LOWER);
  }
}
