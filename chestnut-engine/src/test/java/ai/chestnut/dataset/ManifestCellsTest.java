package ai.chestnut.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Quoting: any text comes back as it was. */
class ManifestCellsTest {

  private static Path folder = Path.of("");

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("cells");
    Trees.film(folder, "a.png", 0);
  }

  @AfterContainer
  static void close() throws IOException {
    for (String name : List.of("a.png", "manifest.csv")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<String> cells() {
    return Arbitraries.strings()
        .withChars(',', '"', '\n', '\r', ' ', '#', '\\', ';', '\u00e9', '\uFEFF', 'a', '=')
        .ofMaxLength(12);
  }

  @Property(tries = 300)
  void anyTextComesBack(@ForAll("cells") String text, @ForAll("cells") String extra) {
    ManifestRow row =
        new ManifestRow(
            "a.png",
            new Subject("p", Optional.empty(), OptionalInt.empty()),
            Optional.empty(),
            Optional.empty(),
            text.strip(),
            Map.of(),
            RowMasks.NONE,
            new Origin("", "", Map.of("more", extra)));
    ManifestWriter.write(new Manifest(folder, List.of(row)));
    assertThat(Manifest.read(folder).rows()).containsExactly(row);
  }

  @Example
  void splitsHaveTheirShares() {
    int[] counts = new int[3];
    for (int i = 0; i < 20_000; i++) {
      counts[Split.ofPatient("a", "patient" + i).ordinal()]++;
    }
    // three standard deviations of a binomial count are 170 for train and 127 for the others
    assertThat(counts[0]).isBetween(15_830, 16_170);
    assertThat(counts[1]).isBetween(1_873, 2_127);
    assertThat(counts[2]).isBetween(1_873, 2_127);
  }
}
