package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the other pages tell people to type is what the program understands. */
final class ReadmeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  static List<String> commands() throws IOException {
    return blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./chestnut "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandLineUnderstands(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command.substring("./chestnut ".length()));
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    Console console = Console.ofProcess();
    assertThatCode(
            () ->
                Main.commandLine(console, new Interruption(), new Failures(console, false))
                    .parseArgs(words.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }

  @Test
  void theTwoCommandsStandThere() throws IOException {
    assertThat(blocks("sh"))
        .anyMatch(block -> block.startsWith("./chestnut generate \"") && block.contains("--out"))
        .contains("mvn -q verify\n");
  }

  @Test
  void theJavaCodeCompiles(@TempDir Path folder) throws IOException {
    for (String block : blocks("java")) {
      List<String> imports = block.lines().filter(line -> line.startsWith("import ")).toList();
      List<String> rest = block.lines().filter(line -> !line.startsWith("import ")).toList();
      Path source = folder.resolve("Snippet.java");
      Files.writeString(
          source,
          String.join("\n", imports)
              + "\nclass Snippet { static void run() throws Exception {\n"
              + String.join("\n", rest)
              + "\n} }\n");
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  InputStream.nullInputStream(),
                  said,
                  said,
                  "-proc:none",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-d",
                  folder.toString(),
                  source.toString());
      assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }
    assertThat(blocks("java")).isNotEmpty();
  }

  @Test
  void linksLeadToPagesThatExist() throws IOException {
    try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
      List<Path> all = new ArrayList<>(pages.filter(p -> p.toString().endsWith(".md")).toList());
      for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
        all.add(ROOT.resolve(page));
      }
      for (Path page : all) {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
          String link = links.group(1);
          if (!link.contains("://") && !link.endsWith(".png")) {
            assertThat(page.resolveSibling(link)).as("link in " + page).exists();
          }
        }
      }
    }
  }

  static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher =
        BLOCK.matcher(Files.readString(ROOT.resolve("README.md")).replace("\r\n", "\n"));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }
}
