package ai.chestnut.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TomlOptionalTest {

  record Recipe(
      int steps, List<String> words, Optional<Part> part, OptionalInt age, Optional<String> name) {}

  record Part(double share, Optional<Map<String, List<String>>> where) {}

  @Test
  void optionalKeysMayBeMissingAndOthersNot() {
    assertThat(Toml.parse("steps = 1\nwords = []", "t", Recipe.class))
        .isEqualTo(
            new Recipe(1, List.of(), Optional.empty(), OptionalInt.empty(), Optional.empty()));
    assertThatThrownBy(() -> Toml.parse("words = []", "t", Recipe.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> Toml.parse("steps = 1", "t", Recipe.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("words");
    assertThatThrownBy(() -> Toml.parse("steps = 1\nwords = []\n[part]", "t", Recipe.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("part.share");
  }

  @Test
  void whatIsWrittenIsRead() {
    Recipe empty =
        new Recipe(1, List.of(), Optional.empty(), OptionalInt.empty(), Optional.empty());
    Recipe full =
        new Recipe(
            2,
            List.of("a", "b"),
            Optional.of(new Part(0.5, Optional.of(Map.of("source", List.of("x", "y"))))),
            OptionalInt.of(60),
            Optional.of("it's \"so\""));
    for (Recipe recipe : List.of(empty, full)) {
      assertThat(Toml.parse(Toml.write(recipe), "t", Recipe.class)).isEqualTo(recipe);
    }
  }
}
