package ai.chestnut.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisualCodebookTest {

  private static KeyPatch patch(Integer... codes) {
    return new KeyPatch(List.of(codes), List.of(0.0, 0.0, 0.5, 0.5), 9, 0.5, 77);
  }

  private static final VisualCodebook CODEBOOK =
      new VisualCodebook(
          List.of(patch(5, 6), patch(6, 7), patch(0), patch(8)),
          2,
          new float[] {1, 0, 0.8f, 0.6f, 0, 1, -1, 0});

  @Test
  void theBestPatchesComeFirstAndBarredWordsMatchNothing() {
    Scope.running(
        () -> {
          // two reports of two words; the second word of the second report is not matched
          var words = Tensors.of(new float[] {1, 0, 1, 0, 0, 1, -1, 0}, Device.CPU, 2, 2, 2);
          var counted = Tensors.of(new float[] {1, 1, 1, 0}, Device.CPU, 2, 2);
          List<List<VisualCodebook.Match>> matches = CODEBOOK.match(words, counted, 3, Device.CPU);
          assertThat(matches.get(0))
              .extracting(VisualCodebook.Match::number)
              .containsExactly(0, 1, 2);
          assertThat(matches.get(1))
              .extracting(VisualCodebook.Match::number)
              .startsWith(2, 1)
              .doesNotContain(3);
        });
  }

  @Test
  void codesComeByRankEachOnceAndNoneOutOfNowhere() {
    List<VisualCodebook.Match> matches =
        List.of(new VisualCodebook.Match(1, 0.9), new VisualCodebook.Match(0, 0.8));
    assertThat(CODEBOOK.codes(matches, 5)).containsExactly(6, 7, 5);
    assertThat(CODEBOOK.codes(matches, 2)).containsExactly(6, 7);
  }

  @Test
  void wordsThatHaveAPlaceAreMatchedWhereThereAreAny() {
    int[] placed = Tokenizer.standard().encode("Film shows left effusion.", 8);
    assertThat(VisualCodebook.matched(placed)).containsExactly(0, 0, 0, 1, 1, 0, 0, 0);
    int[] placeless = Tokenizer.standard().encode("No acute abnormality.", 8);
    assertThat(VisualCodebook.matched(placeless)).containsExactly(0, 1, 1, 1, 0, 0, 0, 0);
  }
}
