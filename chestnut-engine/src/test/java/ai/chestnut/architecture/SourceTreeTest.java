package ai.chestnut.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in the source tree itself: file sizes, and the table in ARCHITECTURE.md. */
final class SourceTreeTest {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String OPEN = "<!-- rooms -->\n";
  private static final String CLOSE = "<!-- end of rooms -->";

  @Test
  void filesKeepTheSizeBudget() throws IOException {
    assertThat(SizeBudget.HOUSE.broken(lines(MODULE.resolve("src/main/java")))).isEmpty();
  }

  @Test
  void theBudgetCanBeBroken() {
    SizeBudget budget = new SizeBudget(10, 20, 30);
    assertThat(budget.broken(Map.of("a", 10, "b", 10, "c", 20))).isEmpty();
    assertThat(budget.broken(Map.of("a", 11, "b", 11, "c", 31)))
        .containsExactly(
            "median 11 lines, at most 10",
            "90th percentile 31 lines, at most 20",
            "c has 31 lines, at most 30");
    assertThat(budget.broken(Map.of())).hasSize(1);
  }

  @Test
  void architectureMdShowsTheTableThatTheTestHolds() throws IOException {
    Path page = MODULE.resolveSibling("ARCHITECTURE.md");
    String text = Files.readString(page).replace("\r\n", "\n");
    assertThat(text).contains(OPEN, CLOSE);
    String table = text.substring(text.indexOf(OPEN) + OPEN.length(), text.indexOf(CLOSE));
    assertThat(table).isEqualTo(House.markdown());
  }

  @Test
  void everyRoomOfTheCodeStandsInTheTable() throws IOException {
    try (Stream<Path> folders = Files.list(MODULE.resolve("src/main/java/ai/chestnut"))) {
      assertThat(folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()))
          .isSubsetOf(House.ROOMS.stream().map(Room::name).toList());
    }
  }

  private static Map<String, Integer> lines(Path root) throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        lines.put(root.relativize(file).toString(), Files.readAllLines(file).size());
      }
    }
    return lines;
  }
}
