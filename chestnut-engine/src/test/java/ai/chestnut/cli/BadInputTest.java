package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that people get wrong: each is refused in one line that names the place, what was got
 * and what was expected, with the exit code that says who can mend it, and no file is touched.
 */
final class BadInputTest {

  private static final String PROMPT = "PA chest radiograph. Cardiomegaly.";

  private static final Path RECIPE =
      Path.of("").toAbsolutePath().resolveSibling("configs/text-to-image-v0.toml");

  @TempDir private Path folder;

  /** One wrong command line. */
  private record Wrong(String name, int code, List<String> said, Object... args) {}

  private final List<Wrong> all = new ArrayList<>();

  private void wrong(String name, int code, List<String> said, Object... args) {
    all.add(new Wrong(name, code, said, args));
  }

  @TestFactory
  Stream<DynamicTest> isRefused() throws IOException {
    BadFiles files = BadFiles.in(folder);
    commandLines(files);
    requests(files);
    reports(files);
    datasets(files);
    return all.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private void commandLines(BadFiles files) {
    Path out = files.fresh();
    wrong("no command", 2, List.of("command: got none", "generate"));
    wrong("unknown command", 2, List.of("got 'paint'", "generate"), "paint");
    wrong("unknown option", 2, List.of("--colour"), "generate", PROMPT, "--colour", "--out", out);
    wrong("no --out", 2, List.of("--out"), "generate", PROMPT);
    wrong("two prompts", 2, List.of("second"), "generate", PROMPT, "second", "--out", out);
    wrong("steps are a word", 2, List.of("--steps", "many"), generate(out, "--steps", "many"));
    wrong("seed is a fraction", 2, List.of("--seed", "1.5"), generate(out, "--seed", "1.5"));
    wrong("push to nowhere", 2, List.of("--to", "ftp"), "push", folder, "--to", "ftp://x");
    wrong("port too large", 2, List.of("--port", "70000"), "serve", "--port", "70000");
    wrong("unknown study command", 2, List.of("'burn'"), "study", "burn");
    wrong("checkpoint missing", 3, List.of("nothing there"), "models", "import", files.missing());
    wrong(
        "archive plan missing",
        3,
        List.of("plan", "nothing there"),
        "archive",
        "--plan",
        files.missing(),
        "--out",
        out);
    wrong(
        "no workers",
        2,
        List.of("--workers", "got 0"),
        "archive",
        "--plan",
        files.text(),
        "--out",
        out,
        "--workers",
        "0");
    wrong(
        "unknown export format",
        2,
        List.of("'xls'", "coco"),
        "export",
        folder,
        "--format",
        "xls",
        "--out",
        out);
    wrong("recipe missing", 3, List.of("recipe", "nothing there"), "train", files.missing());
  }

  private void requests(BadFiles files) {
    Path out = files.fresh();
    wrong("no prompt", 2, List.of("prompt", "--findings"), "generate", "--out", out);
    wrong("empty prompt", 2, List.of("prompt"), "generate", "", "--out", out);
    wrong("blank prompt", 2, List.of("prompt"), "generate", "  ", "--out", out);
    wrong("nothing understood", 2, List.of("Zxqv"), "generate", "Zxqv blorp.", "--out", out);
    wrong(
        "contradiction",
        2,
        List.of("Pneumothorax"),
        "generate",
        "A left pneumothorax. No pneumothorax.",
        "--out",
        out);
    wrong(
        "impossible place",
        2,
        List.of("Cardiomegaly"),
        "generate",
        "--findings",
        "cardiomegaly:left",
        "--out",
        out);
    wrong(
        "finding nobody knows",
        2,
        List.of("\"blorp\"", "such as"),
        "generate",
        "--findings",
        "blorp",
        "--out",
        out);
    wrong(
        "age of 200",
        2,
        List.of("200"),
        "generate",
        "Chest of a 200-year-old man. Cardiomegaly.",
        "--out",
        out);
    wrong("unknown device", 2, List.of("'tpu'", "cpu or cuda"), generate(out, "--device", "tpu"));
    wrong("no such GPU", 4, List.of("cuda", "no usable"), generate(out, "--device", "cuda"));
    wrong("unknown model", 2, List.of("'nosuch'", "mu"), generate(out, "--model", "nosuch"));
    wrong("anatomy missing", 3, List.of("absent"), generate(out, "--anatomy", files.missing()));
    wrong("anatomy is text", 3, List.of("text.png"), generate(out, "--anatomy", files.text()));
    wrong(
        "pathology is grey",
        3,
        List.of("0.png"),
        generate(out, "--pathology", files.films().resolve("0.png")));
    wrong("pathology of nobody", 2, List.of("\"blorp\""), generate(out, "--pathology", "blorp=x"));
    wrong(
        "film to edit is cut", 3, List.of("truncated"), generate(out, "--from", files.truncated()));
    wrong("out below a file", 3, List.of("out"), generate(files.text().resolve("out")));
    wrong("no steps", 2, List.of("--steps", "got 0"), generate(out, "--steps", "0"));
    wrong("guidance NaN", 2, List.of("--guidance", "NaN"), generate(out, "--guidance", "NaN"));
    wrong("guidance below 0", 2, List.of("--guidance", "-1"), generate(out, "--guidance", "-1"));
    wrong("no films", 2, List.of("--count", "got 0"), generate(out, "--count", "0"));
    wrong("no attempts", 2, List.of("--attempts", "got 0"), generate(out, "--attempts", "0"));
    wrong("no batch", 2, List.of("--batch", "got -2"), generate(out, "--batch", "-2"));
    wrong("12 bits", 2, List.of("--bit-depth", "got 12"), generate(out, "--bit-depth", "12"));
    wrong("unknown method", 2, List.of("'magic'", "aurad"), generate(out, "--method", "magic"));
    wrong("unknown filter", 2, List.of("'maybe'", "on, off"), generate(out, "--filter", "maybe"));
    wrong("out is full", 3, List.of("not empty", "--overwrite"), generate(files.filled()));
    wrong("out is a file", 3, List.of("a file", "a folder"), generate(files.text()));
  }

  private void reports(BadFiles files) {
    wrong("no task", 2, List.of("--sample"), "report");
    wrong("two tasks", 2, List.of("exclusive"), "report", "--sample", "1", "--read", "-");
    wrong("no reports", 2, List.of("--sample", "got 0"), "report", "--sample", "0");
    wrong(
        "unknown finding",
        2,
        List.of("\"cardiomegally\"", "Cardiomegaly"),
        "report",
        "--findings",
        "cardiomegally");
    wrong(
        "unknown part of a finding",
        2,
        List.of("\"purple\""),
        "report",
        "--findings",
        "pleural effusion:purple");
    wrong("empty list", 2, List.of("finding list"), "report", "--findings", " ; ");
    wrong("text missing", 3, List.of("nothing there"), "report", "--read", files.missing());
    wrong("text is a folder", 3, List.of("a file"), "report", "--read", folder);
    wrong("text is no UTF-8", 3, List.of("UTF-8"), "report", "--read", files.notUtf8());
    wrong("film to review missing", 3, List.of("absent"), "review", files.missing());
    wrong(
        "film to review is text",
        3,
        List.of("text.png"),
        "review",
        files.films().resolve("0.png"),
        files.text());
    wrong("unknown writer", 2, List.of("'poet'"), "report", "--sample", "1", "--writer", "poet");
    wrong("film missing", 3, List.of("absent"), "report", files.missing());
    wrong("text called .png", 3, List.of("text.png"), "report", files.text());
    wrong("film of one pixel", 3, List.of("one.png", "16"), "report", files.onePixel());
    wrong("film of 20,000 pixels", 3, List.of("huge.png", "20000"), "report", files.huge());
    wrong("truncated film", 3, List.of("truncated.png"), "report", files.truncated());
    wrong("altered film", 3, List.of("altered.png"), "report", files.altered());
  }

  private void datasets(BadFiles files) {
    Path out = files.fresh();
    Path inFile = files.text().resolve("out");
    wrong("no phantoms", 2, List.of("--count"), "phantom", "--count", "0", "--out", out);
    wrong("tiny phantoms", 2, List.of("8 pixels"), "phantom", "--size", "8", "--out", out);
    wrong("unknown family", 2, List.of("'C'"), "phantom", "--family", "C", "--out", out);
    wrong("phantoms below a file", 3, List.of("out"), "phantom", "--size", "32", "--out", inFile);
    wrong(
        "unknown collection", 2, List.of("'padchest'"), "import", "padchest", folder, "--out", out);
    wrong(
        "collection missing",
        3,
        List.of("collection", "absent"),
        "import",
        "nih",
        files.missing(),
        "--out",
        out);
    wrong("folder without a map", 2, List.of("--map"), "import", "folder", folder, "--out", out);
    wrong(
        "map missing",
        3,
        List.of("absent"),
        "import",
        "folder",
        folder,
        "--map",
        files.missing(),
        "--out",
        out);
    wrong(
        "map that is no TOML",
        2,
        List.of("TOML"),
        "import",
        "folder",
        folder,
        "--map",
        files.text(),
        "--out",
        out);
    wrong(
        "map with an unknown key",
        2,
        List.of("colour"),
        "import",
        "folder",
        folder,
        "--map",
        files.unknownKey(),
        "--out",
        out);
    wrong("real films missing", 3, List.of("absent"), evaluate(files.missing(), files, out));
    wrong(
        "manifest without its films",
        3,
        List.of("row", "gone.png"),
        evaluate(files.brokenManifest(), files, out));
    wrong(
        "unknown metric",
        2,
        List.of("'beauty'"),
        "evaluate",
        "--real",
        folder,
        "--synthetic",
        folder,
        "--metrics",
        "beauty",
        "--out",
        out);
    wrong(
        "unknown split",
        2,
        List.of("'half'"),
        "evaluate",
        "--real",
        folder,
        "--synthetic",
        folder,
        "--split",
        "half",
        "--out",
        out);
    wrong(
        "scores into a full folder",
        3,
        List.of("not empty"),
        evaluate(files.films(), files, files.filled()));
  }

  private static Object[] generate(Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of("generate", PROMPT, "--out", out));
    args.addAll(List.of(more));
    return args.toArray();
  }

  private static Object[] evaluate(Path real, BadFiles files, Path out) {
    return new Object[] {"evaluate", "--real", real, "--synthetic", files.films(), "--out", out};
  }

  private void check(Wrong each) throws IOException {
    Map<String, Long> before = tree();
    CommandRun run = CommandRun.of(each.args());
    assertThat(run.err()).as("exit code %d", run.code()).startsWith("chestnut: ");
    assertThat(run.code()).as(run.err()).isEqualTo(each.code());
    String failure = run.err().lines().reduce("", (first, last) -> last);
    assertThat(failure).contains(each.said());
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(tree()).isEqualTo(before);
  }

  /** Every file of the temporary folder with its size. */
  private Map<String, Long> tree() throws IOException {
    Map<String, Long> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        boolean plain = Files.isRegularFile(file);
        tree.put(folder.relativize(file).toString(), plain ? Files.size(file) : -1);
      }
    }
    return tree;
  }
}
