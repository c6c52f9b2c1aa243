package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.layout.Polygon;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty masks that are wrong in forty ways: each is refused in one line that says what is wrong and
 * how to mend it; and their mended likes are taken.
 */
final class BadMasksTest {

  private static final int SIDE = 32;
  private static final String EFFUSION = "Left pleural effusion.";

  @TempDir private Path folder;

  private record Wrong(String name, int code, List<String> said, List<Object> args) {}

  private final List<Wrong> all = new ArrayList<>();

  private void anatomy(String name, int code, List<String> said, Object where, Object... more) {
    List<Object> args = new ArrayList<>(List.of("--anatomy", where));
    args.addAll(List.of(more));
    all.add(new Wrong(name, code, said, args));
  }

  private void pathology(String name, int code, List<String> said, Object where, Object... more) {
    List<Object> args = new ArrayList<>(List.of("--pathology", where));
    args.addAll(List.of(more));
    all.add(new Wrong(name, code, said, args));
  }

  private CommandRun generate(List<Object> args) {
    return generate(EFFUSION, args);
  }

  private CommandRun generate(String prompt, List<Object> args) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "generate",
                prompt,
                "--method",
                "xreal",
                "--model",
                "mu",
                "--steps",
                "2",
                "--filter",
                "off",
                "--overwrite",
                "--out",
                folder.resolve("out")));
    words.addAll(args);
    return CommandRun.of(words.toArray());
  }

  private static AnatomyMap chest() {
    return ThoraxPhantom.sample(
            PhantomFamily.A, RandomStream.of(3, 0, "m"), SIDE, Optional.empty(), Optional.empty())
        .anatomy();
  }

  private Path picture(String name, int side, IntUnaryOperator value) {
    short[] pixels = new short[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) value.applyAsInt(i);
    }
    Path file = folder.resolve(name + ".png");
    RadiographFiles.write(Radiograph.of(side, side, 8, pixels), file, Map.of());
    return file;
  }

  private Path map(String name, IntUnaryOperator changed) {
    byte[] codes = chest().codes();
    return picture(name, SIDE, i -> changed.applyAsInt(codes[i]));
  }

  private Path mirrored(String name) {
    byte[] codes = chest().codes();
    return picture(name, SIDE, i -> codes[i / SIDE * SIDE + SIDE - 1 - i % SIDE]);
  }

  private Path mask(String name, double x, double y, double w, double h) {
    Path file = folder.resolve(name + ".png");
    MaskFiles.write(box(SIDE, x, y, w, h), file);
    return file;
  }

  private static Mask box(int side, double x, double y, double w, double h) {
    return Polygon.box(x * side, y * side, w * side, h * side).filled(side, side);
  }

  private Path text(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static String labelMe(String label, String type, String points) {
    return "{\"imageWidth\": 64, \"imageHeight\": 64, \"shapes\": [{\"label\": \""
        + label
        + "\", \"shape_type\": \""
        + type
        + "\", \"points\": "
        + points
        + "}]}";
  }

  private static String coco(String images, String annotation) {
    return "{\"images\": ["
        + images
        + "], \"categories\": [{\"id\": 1, \"name\": \"Pleural effusion\"}], \"annotations\": ["
        + annotation
        + "]}";
  }

  private static final String IMAGE = "{\"id\": 1, \"width\": 64, \"height\": 64}";

  @TestFactory
  Stream<DynamicTest> isRefused() {
    anatomies();
    chests();
    regions();
    shapes();
    return all.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private void anatomies() {
    anatomy(
        "missing file", 3, List.of("absent.png", "nothing there"), folder.resolve("absent.png"));
    anatomy("text called png", 3, List.of("note.png"), text("note.png", "lungs here"));
    anatomy("too small", 2, List.of("16x16", "32x32", "--fit"), picture("small", 16, i -> i % 3));
    anatomy("empty", 2, List.of("no lung", "left lung (1)"), picture("empty", SIDE, i -> 0));
    anatomy("no left lung", 2, List.of("no left lung"), map("right", c -> c == 1 ? 0 : c));
    anatomy("no right lung", 2, List.of("no right lung"), map("left", c -> c == 2 ? 0 : c));
    anatomy(
        "unknown code",
        2,
        List.of("1 unknown, such as 9", "9=1"),
        map("nine", c -> c == 3 ? 9 : c));
    anatomy(
        "xreal's grey levels",
        2,
        List.of("--codes xreal"),
        map("grey", c -> c > 4 ? 0 : new int[] {0, 64, 128, 192, 255}[c]));
    anatomy("smoothed map", 2, List.of("film:"), picture("smooth", SIDE, i -> i % 200));
    anatomy("codes of no scheme", 2, List.of("lidc", "xreal"), map("a", c -> c), "--codes", "lidc");
    anatomy(
        "pair without a code", 2, List.of("10=", "10=1,20=2"), map("b", c -> c), "--codes", "10=");
    anatomy("pair to code 12", 2, List.of("1=12", "0..8"), map("c", c -> c), "--codes", "1=12");
    anatomy(
        "xreal file with a ninth code",
        2,
        List.of("1 unknown, such as 7"),
        map("seven", c -> c == 5 || c == 6 || c == 8 ? 0 : c),
        "--codes",
        "xreal");
    anatomy("phantom of a word", 2, List.of("phantom:two", "phantom:SEED"), "phantom:two");
  }

  private void chests() {
    anatomy(
        "lungs swapped",
        2,
        List.of("left of the right lung", "1=2,2=1", "--situs-inversus"),
        map("swapped", c -> c == 1 ? 2 : c == 2 ? 1 : c));
    anatomy("mirrored", 2, List.of("--situs-inversus"), mirrored("mirrored"));
    byte[] codes = chest().codes();
    anatomy(
        "heart on the right",
        2,
        List.of("heart (3)", "patient's right", "--situs-inversus"),
        picture(
            "dextro",
            SIDE,
            i -> {
              int mirror = codes[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
              return codes[i] == 3 ? 0 : mirror == 3 ? 3 : codes[i];
            }));
    anatomy(
        "upside down",
        2,
        List.of("abdomen (6) above the lungs", "180"),
        picture("down", SIDE, i -> codes[(SIDE - 1 - i / SIDE) * SIDE + i % SIDE]));
    anatomy(
        "heart outside",
        2,
        List.of("heart (3)", "outside the thorax"),
        picture(
            "out", SIDE, i -> i / SIDE < 3 && i % SIDE > 28 ? 3 : codes[i] == 3 ? 0 : codes[i]));
    anatomy(
        "heart over everything",
        2,
        List.of("heart (3)", "larger than both lungs"),
        picture(
            "giant",
            SIDE,
            i -> i % SIDE > 8 && i % SIDE < 24 && i / SIDE > 4 && i / SIDE < 28 ? 3 : codes[i]));
    anatomy(
        "background is a lung",
        2,
        List.of("left lung (1)", "% of the picture"),
        picture("full", SIDE, i -> codes[i] == 2 ? 2 : 1));
    anatomy(
        "scattered lung",
        2,
        List.of("scattered pieces", "one piece"),
        picture(
            "dust", SIDE, i -> codes[i] == 1 && (i % 2 == 1 || i / SIDE % 2 == 1) ? 0 : codes[i]));
    anatomy(
        "spine beside",
        2,
        List.of("spine (7)", "middle of the thorax"),
        picture("spine", SIDE, i -> i % SIDE > 29 ? 7 : codes[i] == 7 ? 0 : codes[i]));
    anatomy(
        "tiny lungs",
        2,
        List.of("tiny lungs"),
        picture("tiny", SIDE, i -> i == 330 ? 2 : i == 345 ? 1 : 0));
  }

  private void regions() {
    Path good = mask("good", 0.6, 0.5, 0.2, 0.2);
    pathology(
        "mask missing",
        3,
        List.of("gone.png"),
        folder.resolve("gone.png"),
        "--anatomy",
        "phantom:3");
    pathology(
        "empty mask", 2, List.of("empty mask"), mask("none", 0, 0, 0, 0), "--anatomy", "phantom:3");
    pathology(
        "grey mask",
        3,
        List.of("only 0 and 255"),
        picture("half", SIDE, i -> i % 99),
        "--anatomy",
        "phantom:3");
    pathology(
        "small mask",
        2,
        List.of("16x16", "32x32", "--fit"),
        picture("wee", 16, i -> 255),
        "--anatomy",
        "phantom:3");
    pathology("unknown finding", 2, List.of("\"blob\""), "blob=" + good, "--anatomy", "phantom:3");
    pathology(
        "no place",
        2,
        List.of("No Finding", "has a place"),
        "no finding=" + good,
        "--anatomy",
        "phantom:3");
    pathology(
        "box outside",
        2,
        List.of("box:20:20:40:4", "32x32"),
        "box:20:20:40:4",
        "--anatomy",
        "phantom:3");
    pathology(
        "box of three", 2, List.of("box:X:Y:WIDTH:HEIGHT"), "box:1:2:3", "--anatomy", "phantom:3");
    pathology(
        "soft of another size",
        2,
        List.of("soft mask", "16x16", "--fit"),
        "soft:" + picture("cloud", 16, i -> i % 255),
        "--anatomy",
        "phantom:3");
    pathology(
        "wrong side",
        2,
        List.of("on the patient's right", "left"),
        mask("right-side", 0.22, 0.55, 0.12, 0.15),
        "--anatomy",
        "phantom:3");
    pathology(
        "impossible place",
        2,
        List.of("where the finding can be", "low in a lung"),
        mask("neck", 0.4, 0, 0.2, 0.06),
        "--anatomy",
        "phantom:3");
    all.add(
        new Wrong(
            "mask of nobody",
            2,
            List.of("no finding in the prompt", "FINDING=FILE"),
            List.of("--prompt-is-normal", "--pathology", good, "--anatomy", "phantom:3")));
  }

  private void shapes() {
    String corners = "[[10, 10], [30, 10], [30, 40]]";
    anatomy("json that is none", 3, List.of("no JSON"), text("a.json", "{lungs}"));
    anatomy("json of nothing", 3, List.of("another layout"), text("b.json", "{\"a\": 1}"));
    anatomy(
        "unknown shape",
        2,
        List.of("\"spleen\""),
        text("c.json", labelMe("spleen", "polygon", corners)));
    anatomy(
        "two corners",
        3,
        List.of("at least 3"),
        text("d.json", labelMe("heart", "polygon", "[[1, 1], [9, 9]]")));
    anatomy(
        "a circle",
        3,
        List.of("circle", "rectangle"),
        text("e.json", labelMe("heart", "circle", corners)));
    anatomy(
        "heart alone", 2, List.of("no lung"), text("f.json", labelMe("heart", "polygon", corners)));
    pathology(
        "two pictures",
        3,
        List.of("2 pictures"),
        text("g.json", coco(IMAGE + "," + IMAGE, "")),
        "--anatomy",
        "phantom:3");
    pathology(
        "category of nobody",
        3,
        List.of("category_id", "7"),
        text("h.json", coco(IMAGE, "{\"category_id\": 7, \"bbox\": [1, 1, 4, 4]}")),
        "--anatomy",
        "phantom:3");
    pathology(
        "runs that do not add up",
        3,
        List.of("runs over 5"),
        text(
            "i.json",
            coco(
                IMAGE,
                "{\"category_id\": 1, \"segmentation\": {\"size\": [64, 64], \"counts\": [2,"
                    + " 3]}}")),
        "--anatomy",
        "phantom:3");
    pathology(
        "neither box nor outline",
        3,
        List.of("neither"),
        text("j.json", coco(IMAGE, "{\"category_id\": 1}")),
        "--anatomy",
        "phantom:3");
  }

  private void check(Wrong each) {
    boolean normal = each.args().contains("--prompt-is-normal");
    List<Object> args = each.args().stream().filter(a -> !a.equals("--prompt-is-normal")).toList();
    CommandRun run = normal ? generate("No finding.", args) : generate(args);
    assertThat(run.code()).as(run.err()).isEqualTo(each.code());
    assertThat(run.err().lines().filter(line -> !line.startsWith("not understood")))
        .as("one line")
        .hasSize(1);
    for (String part : each.said()) {
      assertThat(run.err()).contains(part);
    }
  }

  @Test
  void thereAreFortyOfThem() {
    anatomies();
    chests();
    regions();
    shapes();
    assertThat(all).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void studiesTakeTheMapsOfAFolderInTurn() throws IOException {
    Path maps = Files.createDirectories(folder.resolve("maps"));
    Files.copy(map("one", c -> c), maps.resolve("a.png"));
    Files.copy(map("two", c -> c == 4 ? 0 : c), maps.resolve("b.png"));
    CommandRun run = generate(List.of("--anatomy", maps, "--count", "3"));
    assertThat(run.code()).as(run.err()).isZero();
    Path out = folder.resolve("out");
    assertThat(out.resolve("000000/anatomy.png"))
        .hasSameBinaryContentAs(out.resolve("000002/anatomy.png"));
    assertThat(MaskFiles.readAnatomy(out.resolve("000001/anatomy.png"), Map.of()).codes())
        .isEqualTo(MaskFiles.readAnatomy(maps.resolve("b.png"), Map.of()).codes());
    assertThat(out.resolve("000002/radiograph.png")).exists();
  }

  @Test
  void theirMendedLikesAreTaken() throws IOException {
    List<List<Object>> good =
        List.of(
            List.of("--anatomy", map("own", c -> c)),
            List.of(
                "--anatomy",
                map("levels", c -> c > 4 ? 0 : new int[] {0, 64, 128, 192, 255}[c]),
                "--codes",
                "xreal"),
            List.of(
                "--anatomy",
                map("both", c -> c == 1 || c == 2 ? 1 : c == 3 ? 2 : 0),
                "--codes",
                "chexmask"),
            List.of("--anatomy", mirrored("situs"), "--situs-inversus"),
            List.of(
                "--anatomy",
                map("back", c -> c == 1 ? 2 : c == 2 ? 1 : c),
                "--codes",
                "1=2,2=1,3=3"),
            List.of(
                "--anatomy",
                "phantom:3",
                "--pathology",
                "pleural effusion=box:20:16:6:8,cardiomegaly=soft:"
                    + picture("shares", SIDE, i -> i % SIDE > 12 && i % SIDE < 24 ? 128 : 0)),
            List.of(
                "--anatomy",
                "phantom:3",
                "--pathology",
                text(
                    "good.json", coco(IMAGE, "{\"category_id\": 1, \"bbox\": [40, 32, 12, 16]}"))));
    for (List<Object> args : good) {
      CommandRun run = generate(args);
      assertThat(run.code()).as("%s: %s", args, run.err()).isZero();
    }
    assertThat(folder.resolve("out/000000/pathology/pleural-effusion.png")).exists();
  }
}
