package ai.chestnut.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PatchWordAlignerTest {

  private static void with(Parameters parameters, Consumer<Parameters> work) {
    try (parameters) {
      Gradients.off(
          () -> {
            Scope.running(() -> work.accept(parameters));
            return 0;
          });
    }
  }

  private static Tensor noise(String purpose, long... shape) {
    return Tensors.noise(RandomStream.of(1, 0, purpose), Device.CPU, shape);
  }

  /** Half its cell wide and high, in the middle: the published start. */
  @Test
  void atFirstEveryBoxIsTheMiddleOfItsCell() {
    with(
        Parameters.random(1, Device.CPU),
        parameters -> {
          AdaptivePatches layer = new AdaptivePatches(parameters.root(), 4, 8, 4, true, Device.CPU);
          float[] boxes = Tensors.floats(layer.forward(noise("features", 2, 4, 8, 8)).boxes());
          for (int cell = 0; cell < 16; cell++) {
            double x = (cell % 4 + 0.5) / 4;
            double y = (cell / 4 + 0.5) / 4;
            assertThat((double) boxes[4 * cell]).isCloseTo(x - 0.0625, within(1e-6));
            assertThat((double) boxes[4 * cell + 1]).isCloseTo(y - 0.0625, within(1e-6));
            assertThat((double) boxes[4 * cell + 2]).isCloseTo(x + 0.0625, within(1e-6));
            assertThat((double) boxes[4 * cell + 3]).isCloseTo(y + 0.0625, within(1e-6));
          }
        });
  }

  @Test
  void movedBoxesStayOnTheFilmAndInOrder() {
    with(
        Parameters.stirred(3, Device.CPU),
        parameters -> {
          AdaptivePatches layer = new AdaptivePatches(parameters.root(), 4, 8, 4, true, Device.CPU);
          float[] boxes =
              Tensors.floats(
                  layer.forward(noise("features", 2, 4, 8, 8).mul(new Scalar(30))).boxes());
          boolean moved = false;
          for (int at = 0; at < boxes.length; at += 4) {
            assertThat(boxes[at]).isBetween(0f, boxes[at + 2]);
            assertThat(boxes[at + 1]).isBetween(0f, boxes[at + 3]);
            assertThat(boxes[at + 2]).isLessThanOrEqualTo(1f);
            assertThat(boxes[at + 3]).isLessThanOrEqualTo(1f);
            moved |= Math.abs(boxes[at + 2] - boxes[at] - 0.125) > 0.01;
          }
          assertThat(moved).isTrue();
        });
  }

  @Test
  void patchesAndWordsHaveLengthOneAndOneWidth() {
    with(
        Parameters.stirred(1, Device.CPU),
        parameters -> {
          PatchWordAlignerConfig mu = PatchWordAlignerConfig.mu();
          PatchWordAligner net = new PatchWordAligner(parameters.root(), mu, Device.CPU);
          PatchWordAligner.Patches seen = net.patches(noise("film", 2, 1, 32, 32));
          assertThat(seen.embeddings().shape()).containsExactly(2, 4, 8);
          Tensor words = net.words(tokens("Small left pleural effusion.", 48));
          assertThat(words.shape()).containsExactly(1, 48, 8);
          for (Tensor x : new Tensor[] {seen.embeddings(), words}) {
            for (float square : Tensors.floats(x.square().sum(-1))) {
              assertThat((double) square).isCloseTo(1, within(1e-3));
            }
          }
        });
  }

  private static Tensor tokens(String text, int length) {
    int[] ids = Tokenizer.standard().encode(text, length);
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = ids[i];
    }
    return Tensors.of(values, Device.CPU, 1, length);
  }

  /** Written out by loops, padding never looked at. */
  @Test
  void lateInteractionIsMeansOfMaxima() {
    Scope.running(
        () -> {
          Tensor patches = noise("patches", 2, 5, 3);
          Tensor words = noise("words", 3, 4, 3);
          float[] counted = {1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0};
          LateInteraction got =
              LateInteraction.of(patches, words, Tensors.of(counted, Device.CPU, 3, 4));
          float[] p = Tensors.floats(patches);
          float[] w = Tensors.floats(words);
          for (int film = 0; film < 2; film++) {
            for (int report = 0; report < 3; report++) {
              double byPatch = 0;
              double[] best = {-9, -9, -9, -9};
              for (int patch = 0; patch < 5; patch++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int word = 0; word < 4; word++) {
                  double dot = 0;
                  for (int e = 0; e < 3; e++) {
                    dot += p[(film * 5 + patch) * 3 + e] * w[(report * 4 + word) * 3 + e];
                  }
                  best[word] = Math.max(best[word], dot);
                  most = counted[report * 4 + word] > 0 ? Math.max(most, dot) : most;
                }
                byPatch += most / 5;
              }
              double byWord = 0;
              int length = 0;
              for (int word = 0; word < 4; word++) {
                byWord += counted[report * 4 + word] * best[word];
                length += (int) counted[report * 4 + word];
              }
              int at = film * 3 + report;
              assertThat((double) Tensors.floats(got.byPatch())[at])
                  .isCloseTo(byPatch, within(1e-5));
              assertThat((double) Tensors.floats(got.byWord())[at])
                  .isCloseTo(byWord / length, within(1e-5));
            }
          }
        });
  }

  @Test
  void wordsOfReportsAreToldApart() {
    ReportWords words = ReportWords.standard();
    int[] tokens = Tokenizer.standard().encode("No left effusion, radiograph.", 12);
    assertThat(tokens).hasSize(12);
    assertThat(words.counts(tokens[0])).as("the opening mark").isFalse();
    assertThat(words.tells(tokens[2])).as("left").isTrue();
    assertThat(words.of(tokens[3])).extracting(Enum::name).contains("PLEURAL_EFFUSION");
    assertThat(words.counts(tokens[4])).as("the comma").isFalse();
    assertThat(words.tells(tokens[5])).as("radiograph").isFalse();
    assertThat(words.counts(tokens[5])).isTrue();
  }
}
