package ai.chestnut.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.AttentionCache;
import ai.chestnut.nn.Parameters;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ImageTokenModelTest {

  private static final ImageTokenConfig SMALL =
      new ImageTokenConfig(Tokenizer.standard().size(), 12, 40, 9, 3, 64, 2);
  private static final int[] REPORT = Tokenizer.standard().encode("Left effusion.", 12);

  private static void with(Consumer<ImageTokenModel> work) {
    try (Parameters parameters = Parameters.stirred(5, Device.CPU)) {
      ImageTokenModel model = new ImageTokenModel(parameters.root(), SMALL, Device.CPU);
      Gradients.off(
          () -> {
            Scope.running(() -> work.accept(model));
            return 0;
          });
    }
  }

  /** One position after another from the cache is what the whole sequence gives at once. */
  @Test
  void theCacheChangesNothing() {
    with(
        model -> {
          int length = 12 + 3 + 1 + 9;
          long[] ids = new long[2 * length];
          RandomStream stream = RandomStream.of(1, 0, "ids");
          for (int i = 0; i < ids.length; i++) {
            ids[i] = stream.nextInt(SMALL.words() + SMALL.codes());
          }
          Tensor tokens = Tensors.of(ids, Device.CPU, 2, length);
          Tensor places = Tensors.joined(0, model.filmPromptPlaces(), model.cellPlaces());
          float[] whole =
              Tensors.floats(model.codeLogits(model.forward(tokens, places, Optional.empty())));
          List<AttentionCache> cache = model.cache(2);
          int prompt = 16;
          model.forward(
              tokens.narrow(1, 0, prompt), places.narrow(0, 0, prompt), Optional.of(cache));
          for (int at = prompt; at < length; at++) {
            float[] one =
                Tensors.floats(
                    model.codeLogits(
                        model.forward(
                            tokens.narrow(1, at, 1), places.narrow(0, at, 1), Optional.of(cache))));
            for (int row = 0; row < 2; row++) {
              for (int code = 0; code < SMALL.codes(); code++) {
                assertThat((double) one[row * SMALL.codes() + code])
                    .isCloseTo(whole[(row * length + at) * SMALL.codes() + code], within(1e-4));
              }
            }
          }
          cache.forEach(AttentionCache::close);
        });
  }

  @Test
  void laterTokensAreNotSeen() {
    with(
        model -> {
          Tensor places = Tensors.joined(0, model.filmPromptPlaces(), model.cellPlaces());
          long[] ids = new long[25];
          Arrays.fill(ids, 7);
          float[] before = features(model, ids, places);
          ids[20] = 9;
          float[] after = features(model, ids, places);
          assertThat(Arrays.copyOf(after, 20 * 64)).isEqualTo(Arrays.copyOf(before, 20 * 64));
          assertThat(after).isNotEqualTo(before);
        });
  }

  private static float[] features(ImageTokenModel model, long[] ids, Tensor places) {
    return Tensors.floats(
        model.forward(Tensors.of(ids, Device.CPU, 1, ids.length), places, Optional.empty()));
  }

  @Test
  void aFilmHasExactlyItsCellsWhateverIsDrawn() {
    with(
        model -> {
          ImageTokenWriter writer = new ImageTokenWriter(model, Device.CPU);
          for (long seed = 0; seed < 20; seed++) {
            int[] codes =
                writer.film(
                    REPORT,
                    List.of(3, 4),
                    new Nucleus(1, 3),
                    seed % 2 == 0 ? 1 : 2.5,
                    RandomStream.of(seed, 0, "codes"));
            assertThat(codes).hasSize(9);
            assertThat(Arrays.stream(codes)).allMatch(code -> code >= 0 && code < 40);
          }
        });
  }

  @Test
  void theSameSeedWritesTheSameWithAndWithoutCache() {
    with(
        model -> {
          int[] cached = film(new ImageTokenWriter(model, Device.CPU, true), 3);
          assertThat(film(new ImageTokenWriter(model, Device.CPU, true), 3)).isEqualTo(cached);
          assertThat(film(new ImageTokenWriter(model, Device.CPU, false), 3)).isEqualTo(cached);
          assertThat(film(new ImageTokenWriter(model, Device.CPU, true), 4)).isNotEqualTo(cached);
        });
  }

  private static int[] film(ImageTokenWriter writer, long seed) {
    return writer.film(
        REPORT, List.of(1, 2, 3), Nucleus.STANDARD, 2, RandomStream.of(seed, 0, "codes"));
  }

  @Test
  void aReportHoldsWordsAloneAndEndsInTime() {
    with(
        model -> {
          int[] tokens =
              new ImageTokenWriter(model, Device.CPU)
                  .report(
                      new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                      Nucleus.STANDARD,
                      RandomStream.of(1, 0, "words"));
          assertThat(tokens.length).isBetween(1, 12);
          assertThat(Arrays.stream(tokens)).allMatch(token -> token >= 0 && token < SMALL.words());
        });
  }

  @Test
  void theNucleusHoldsTheLikeliestAlone() {
    float[] logits = {0, 10, 9, -5};
    RandomStream stream = RandomStream.of(1, 0, "nucleus");
    Nucleus narrow = new Nucleus(0.5, 1);
    Nucleus wide = new Nucleus(0.99, 1);
    boolean second = false;
    for (int i = 0; i < 200; i++) {
      assertThat(narrow.draw(logits, stream)).isEqualTo(1);
      int drawn = wide.draw(logits, stream);
      assertThat(drawn).isIn(1, 2);
      second |= drawn == 2;
    }
    assertThat(second).isTrue();
    assertThatThrownBy(() -> new Nucleus(0, 1)).isInstanceOf(RequestException.class);
  }
}
