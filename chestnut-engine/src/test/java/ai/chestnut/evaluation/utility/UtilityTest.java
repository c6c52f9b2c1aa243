package ai.chestnut.evaluation.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.evaluation.utility.UtilityRecipe.Kind;
import ai.chestnut.evaluation.utility.UtilityRecipe.Task;
import ai.chestnut.failure.RequestException;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UtilityTest {

  private static final PhantomSet REAL = new PhantomSet(PhantomFamily.A, 1, 48, "real");
  private static final PhantomSet MADE = new PhantomSet(PhantomFamily.B, 2, 40, "made");

  @TempDir private Path folder;

  @Test
  void aSegmenterLearnsFromEveryArm() throws IOException {
    UtilityResult result = run(recipe(new Task(Kind.SEGMENTATION, List.of(), "lungs"), 40));
    assertThat(result.testFilms()).isEqualTo(16);
    assertThat(result.rows())
        .extracting(UtilityRow::arm)
        .containsExactly("real", "synthetic", "synthetic, then real");
    assertThat(result.rows()).allMatch(row -> row.measure().equals("Dice"));
    for (UtilityRow row : result.rows()) {
      assertThat(row.value().value()).as(row.arm()).isBetween(0.6, 1.0);
      assertThat(row.value().holds(row.value().value())).isTrue();
      assertThat(row.perSeed()).hasSize(2);
    }
    UtilityRow made = result.rows().get(1);
    assertThat(made.gain()).isPresent();
    assertThat(result.rows().get(0).gain()).isEmpty();
    assertThat(made.real()).isZero();
    assertThat(made.synthetic()).isEqualTo(32); // as many as there are real training films
    assertThat(result.rows().get(0).real()).isEqualTo(32);
    result.write(folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve(UtilityResult.FILE_NAME).toFile());
    assertThat(json.get("format").asText()).isEqualTo("chestnut-utility/1");
    assertThat(json.get("rows")).hasSize(3);
    assertThat(json.get("rows").get(1).get("gainLow").isNumber()).isTrue();
    assertThat(result.lines()).hasSize(3);
  }

  @Test
  void aClassifierIsTheSameTwiceAndBetterThanChance() {
    UtilityRecipe recipe =
        recipe(new Task(Kind.CLASSIFICATION, List.of("pleural-effusion"), ""), 60);
    UtilityResult result = run(recipe);
    assertThat(result.rows().get(0).measure()).isEqualTo("mean AUROC");
    assertThat(result.rows().get(0).value().value()).isGreaterThan(0.6);
    UtilityRecipe brief = recipe(new Task(Kind.CLASSIFICATION, List.of("pleural-effusion"), ""), 6);
    assertThat(run(brief).rows()).isEqualTo(run(brief).rows());
  }

  @Test
  void aDetectorDrawsBoxes() {
    UtilityResult result = run(recipe(new Task(Kind.DETECTION, List.of(), "Pleural Effusion"), 12));
    assertThat(result.rows().get(0).measure()).startsWith("AP at IoU");
    assertThat(result.rows()).extracting(UtilityRow::measure).contains("FROC sensitivity");
    assertThat(result.rows().get(0).value().value()).isBetween(0.0, 1.0);
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    UtilityRecipe recipe = recipe(new Task(Kind.SEGMENTATION, List.of(), "fracture"), 1);
    assertThatThrownBy(() -> run(recipe(new Task(Kind.SEGMENTATION, List.of(), "lungz"), 1)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("lungz");
    UtilityRecipe elsewhere =
        new UtilityRecipe(
            recipe.name(),
            recipe.task(),
            recipe.seeds(),
            recipe.net(),
            recipe.schooling(),
            new UtilityRecipe.Real(
                "", List.of(), List.of("another"), List.of("test"), recipe.real().unmentioned()),
            recipe.synthetic(),
            recipe.reference(),
            recipe.arm());
    assertThatThrownBy(() -> run(elsewhere))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("0 real test");
    assertThatThrownBy(() -> new UtilityArm("both", 0, 1, true))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> new Task(Kind.CLASSIFICATION, List.of(), "lungs"))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void everyRecipeOfTheProductIsWhole() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../configs"))) {
      List<Path> recipes =
          files.filter(file -> file.getFileName().toString().startsWith("utility-")).toList();
      assertThat(recipes).hasSizeGreaterThanOrEqualTo(4);
      for (Path recipe : recipes) {
        UtilityRecipe read = Toml.read(recipe, UtilityRecipe.class);
        UtilityTask.of(read.task()); // knows its words
        assertThat(Toml.parse(Toml.write(read), "written", UtilityRecipe.class)).isEqualTo(read);
      }
    }
  }

  private static UtilityResult run(UtilityRecipe recipe) {
    return UtilityExperiment.of(recipe, REAL, MADE, Progress.SILENT).run(Progress.SILENT);
  }

  private static UtilityRecipe recipe(Task task, int steps) {
    UtilityRecipe mu = Toml.read(Path.of("../configs/utility-mu.toml"), UtilityRecipe.class);
    return new UtilityRecipe(
        mu.name(),
        task,
        mu.seeds(),
        mu.net(),
        mu.schooling().withSteps(steps),
        mu.real(),
        mu.synthetic(),
        mu.reference(),
        mu.arm());
  }
}
