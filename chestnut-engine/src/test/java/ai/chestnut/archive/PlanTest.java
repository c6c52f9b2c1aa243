package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  private static final Path MU = Path.of("..", "configs", "archive-mu.toml");

  @TempDir Path root;

  @Test
  void theCommittedPlanIsOf64Studies() {
    Plan plan = Plan.read(MU);
    assertThat(plan.count()).isEqualTo(64);
    assertThat(plan.shards()).isEqualTo(4);
    List<PlanItem> items = plan.items();
    assertThat(items).hasSize(64);
    assertThat(items.get(17).id()).isEqualTo("000017");
    assertThat(items.get(17).prompt().labels())
        .containsEntry(Finding.PLEURAL_EFFUSION, 1)
        .doesNotContainKey(Finding.EDEMA);
    assertThat(Toml.parse(Toml.write(plan), "plan", Plan.class)).isEqualTo(plan);
  }

  @ParameterizedTest
  @CsvSource({
    "archive-mu, 64",
    "archive-first-sheet, 64",
    "archive-quotas-mu, 56",
    "archive-pggan, 2100"
  })
  void everyCommittedPlanIsReadAndWritten(String name, int studies) {
    Plan plan = Plan.read(MU.resolveSibling(name + ".toml"));
    assertThat(plan.count()).isEqualTo(studies);
    assertThat(Toml.parse(Toml.write(plan), "plan", Plan.class)).isEqualTo(plan);
    plan.items().forEach(item -> item.prompt().requireUsable());
  }

  @Test
  void anUnknownKeyIsToldWithItsPlace() {
    assertThatThrownBy(() -> Toml.read(MU, List.of("sampling.stepps=3"), Plan.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("sampling.stepps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed = 7 | # none | seed: got nothing",
        "name = \"archive-mu\" | name = \"../x\" | name",
        "shard = 16 | shard = 0 | shard",
        "steps = 2 | steps = 0 | steps",
        "guidance = 1.5 | guidance = nan | guidance",
        "size = 32 | size = 8 | size",
        "bitDepth = 8 | bitDepth = 12 | bitDepth",
        "attempts = 1 | attempts = 0 | attempts",
        "count = 16 | count = 0 | count",
        "view = \"PA\" | view = \"LL\" | 'LL'",
        "findings = \"no finding\" | findings = \"grippe\" | grippe",
        "findings = \"no finding\" | prompt = \"Edema.\" | prompt",
        "view = \"PA\" | prompt = \"Edema.\" | a prompt and findings",
      })
  void aWrongValueIsToldWithItsPlace(String good, String bad, String place) throws Exception {
    String text = Files.readString(MU);
    assertThat(text).contains(good);
    Path file = Files.writeString(root.resolve("plan.toml"), text.replace(good, bad));
    assertThatThrownBy(() -> Plan.read(file))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(place);
  }
}
