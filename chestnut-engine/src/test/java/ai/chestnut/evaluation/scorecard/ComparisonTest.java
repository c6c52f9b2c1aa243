package ai.chestnut.evaluation.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {

  @TempDir private Path folder;

  @Test
  void whatBothShareCancels() throws IOException {
    RandomStream random = RandomStream.of(1, 0, "draws");
    double[] one = new double[200];
    double[] better = new double[200];
    double[] same = new double[200];
    for (int i = 0; i < one.length; i++) {
      one[i] = 10 + random.nextGaussian(); // the real films of a draw move both
      better[i] = one[i] - 0.5 + 0.1 * random.nextGaussian();
      same[i] = one[i] + 0.1 * random.nextGaussian();
    }
    Comparison comparison =
        Comparison.of(card("one", "r", one, one), card("other", "r", better, same));
    Comparison.Row frechet = comparison.rows().get(0);
    assertThat(frechet.difference().mean()).isEqualTo(-0.5, within(0.03));
    assertThat(frechet.pValue()).isLessThan(1e-5);
    assertThat(frechet.better()).isEqualTo(1);
    assertThat(comparison.rows().get(1).counts()).isFalse();
    assertThat(comparison.rows().get(1).better()).isZero();
    comparison.write(folder);
    assertThat(Files.readString(folder.resolve(Comparison.JSON)))
        .contains("\"better\" : \"second\"", "chestnut-comparison/1");
    assertThat(Files.readString(folder.resolve(Comparison.PAGE)))
        .contains("Synthetic. Not for diagnosis.", "<b>second</b>");
  }

  /** Holm: of two figures with the same p the smaller is doubled, and the larger is no smaller. */
  @Test
  void pValuesCountTheFigures() {
    double[] zero = new double[200];
    double[] apart = new double[200];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = i % 2 == 0 ? 3.2 : 0.8; // mean 2, deviation 1.2
    }
    Comparison comparison =
        Comparison.of(card("one", "r", zero, zero), card("other", "r", apart, apart));
    double single = 0.0955807; // two-sided normal at 2 / 1.2, by scipy 1.10.1
    assertThat(comparison.rows()).extracting(Comparison.Row::counts).containsOnly(false);
    assertThat(comparison.rows().get(0).pValue()).isEqualTo(2 * single, within(1e-6));
    assertThat(comparison.rows().get(1).pValue()).isEqualTo(2 * single, within(1e-6));
  }

  @Test
  void scorecardsOfOtherRealFilmsAreNotCompared() throws IOException {
    double[] draws = new double[200];
    assertThatThrownBy(
            () -> Comparison.of(card("a", "r", draws, draws), card("b", "s", draws, draws)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("different real films");
    CardFile empty = new CardFile("a", "r", Map.of());
    assertThatThrownBy(() -> Comparison.of(empty, card("b", "r", draws, draws)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no figure");
    Path other = Files.writeString(folder.resolve("x.json"), "{\"format\": \"y\"}");
    assertThatThrownBy(() -> CardFile.read(other))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("'y'");
    Path broken = Files.writeString(folder.resolve("z.json"), "{");
    assertThatThrownBy(() -> CardFile.read(broken)).isInstanceOf(FileException.class);
  }

  private static CardFile card(String name, String real, double[] frechet, double[] precision) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("frechet", figure("frechet", Better.LOWER, frechet));
    figures.put("recall", figure("recall", Better.HIGHER, precision));
    return new CardFile(name, real, figures);
  }

  private static Figure figure(String id, Better better, double[] draws) {
    return new Figure(
        new Measure(id, "fidelity", id, "", "pixels", better),
        50,
        Spread.of(draws.clone()),
        Optional.empty());
  }
}
