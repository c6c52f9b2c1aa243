package ai.chestnut.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ArchiveManifest;
import ai.chestnut.archive.Archives;
import ai.chestnut.archive.CellYield;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanCell;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.config.Toml;
import ai.chestnut.expert.GateResult;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {

  @TempDir Path root;

  private static final String CELLS =
      """
      name = "quota"
      method = "text"
      model = "mu"
      seed = 7
      shard = 6
      [sampling]
      steps = 2
      guidance = 1
      size = 16
      bitDepth = 8
      [panel]
      filter = true
      attempts = 2
      budget = 3.0
      [[cells]]
      count = 8
      findings = "cardiomegaly"
      [[cells]]
      count = 3
      findings = "pneumothorax:left"
      ages = "20-39"
      pairs = true
      [splits]
      train = 2
      val = 1
      test = 1
      """;

  private static Plan plan() {
    return Toml.parse(CELLS, "plan", Plan.class);
  }

  /** Refuses most tries, by chance that depends on study and attempt alone. */
  private static class Picky extends Archives.Noise {

    private final double refused;

    Picky(double refused) {
      this.refused = refused;
    }

    @Override
    protected List<String> reasons(PlanItem item, int attempt) {
      RandomStream chance = RandomStream.of(attempt, item.index(), "panel");
      if (!chance.chance(refused)) {
        return List.of();
      }
      String blurred = "anatomy plausibility: lung of 1 %";
      return chance.chance(0.5)
          ? List.of("finding agreement: not seen", blurred)
          : List.of(blurred);
    }
  }

  private static SyntheticStudy study(Archive archive, int index) {
    return archive.document(archive.items().get(index)).study();
  }

  @Test
  void whatAcceptedStudiesLeaveOverGoesToTheRefused() {
    ArchiveManifest made = Archives.write(plan(), root.resolve("a"), new Picky(0.6), 1);
    Archive archive = Archive.open(root.resolve("a"));
    CellYield pairs = made.cells().get(0);
    CellYield single = made.cells().get(1);
    assertThat(pairs.name())
        .isEqualTo("text: Chest radiograph. Left pneumothorax., aged 20-39, and without");
    assertThat(pairs.asked()).isEqualTo(6);
    assertThat(single.asked()).isEqualTo(8);
    long most = 0;
    for (int i = 6; i < 14; i++) { // cell 1: six studies in shard 1, two in shard 2
      most = Math.max(most, study(archive, i).verdict().attempts());
    }
    assertThat(most).as("more tries than are given at once").isGreaterThan(2);
    assertThat(single.films()).isLessThanOrEqualTo(6 * 3 + 2 * 3);
    assertThat(pairs.films()).isLessThanOrEqualTo(6 * 3);
    for (int i = 6; i < 12; i++) {
      if (!study(archive, i).verdict().accepted()) {
        long films = 0;
        for (int j = 6; j < 12; j++) {
          films += study(archive, j).verdict().attempts();
        }
        assertThat(films).as("the budget is used up before one stays refused").isEqualTo(18);
      }
    }
    assertThat(single.refused().keySet()).contains("anatomy plausibility");
    long refusedFilms = single.films() - single.accepted();
    assertThat(single.refused().get("anatomy plausibility")).isEqualTo(refusedFilms);
  }

  @Test
  void theTwinsOfAPairStandAndFallTogetherAndShowOnePerson() {
    Archives.write(plan(), root.resolve("a"), new Picky(0.6), 1);
    Archive archive = Archive.open(root.resolve("a"));
    boolean partnerBlamed = false;
    for (int i = 0; i < 6; i += 2) {
      PlanItem with = archive.items().get(i);
      PlanItem without = archive.items().get(i + 1);
      assertThat(without.family()).isEqualTo(with.index());
      assertThat(List.of(with.role(), without.role())).containsExactly("with", "without");
      assertThat(with.prompt().ageYears().getAsInt()).isBetween(20, 39);
      assertThat(without.prompt().ageYears()).isEqualTo(with.prompt().ageYears());
      assertThat(without.prompt().observations()).isEmpty();
      StudyBundle one = archive.study(with);
      StudyBundle other = archive.study(without);
      assertThat(one.film().unit()).isEqualTo(other.film().unit());
      assertThat(one.study().verdict().accepted()).isEqualTo(other.study().verdict().accepted());
      assertThat(one.study().verdict().attempts()).isEqualTo(other.study().verdict().attempts());
      partnerBlamed |= one.study().provenance().toString().contains("pair");
      partnerBlamed |= other.study().provenance().toString().contains("pair");
    }
    assertThat(partnerBlamed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void stoppedAnywhereTheQuotasComeOutTheSame(int workers) {
    Archives.write(plan(), root.resolve("whole"), new Picky(0.6), 1);
    Map<String, String> whole = Archives.files(root.resolve("whole"));
    for (int after : new int[] {1, 7, 16, 25}) {
      Path out = root.resolve("stopped-" + after);
      int stop = after;
      Picky failing =
          new Picky(0.6) {
            @Override
            public StudyBundle attempt(PlanItem item, int attempt) {
              if (made.get() >= stop) {
                throw new FileException("disk", Path.of("x"), "no room", "room");
              }
              return super.attempt(item, attempt);
            }
          };
      assertThatThrownBy(() -> Archives.write(plan(), out, failing, workers))
          .isInstanceOf(FileException.class);
      Archives.write(plan(), out, new Picky(0.6), workers);
      assertThat(Archives.files(out)).isEqualTo(whole);
    }
  }

  @Test
  void aCellThatNothingFillsStopsAtItsBudgetAndSaysWhy() {
    ArchiveManifest made = Archives.write(plan(), root.resolve("a"), new Picky(1), 2);
    assertThat(made.accepted()).isZero();
    assertThat(made.cells()).extracting(CellYield::films).containsExactly(18L, 24L);
    assertThat(made.cells().get(1).refused()).containsEntry("anatomy plausibility", 24L);
    assertThat(Rerender.check(Archive.open(root.resolve("a")), new Picky(1), 5, root.resolve("s")))
        .isEmpty();
  }

  @Test
  void aBudgetBelowTheAttemptsIsKept() {
    Plan small =
        new Plan(
            "small",
            "text",
            "mu",
            7,
            6,
            plan().sampling(),
            new Plan.Panel(true, 9, OptionalDouble.of(1.5), Optional.empty()),
            List.of(PlanCell.of(6, "edema")));
    ArchiveManifest made = Archives.write(small, root.resolve("a"), new Picky(1), 1);
    assertThat(made.cells().get(0).films()).isEqualTo(9);
  }

  @Test
  void theGatesThatAPlanMayNameAreThoseOfThePanel() {
    try (ExpertSet experts = ExpertSet.mu(Role.FILTER, 1, Device.CPU)) {
      Radiograph film = Radiograph.of(32, 32, 8, new short[32 * 32]);
      assertThat(experts.panel().review(film, Optional.empty()).gates())
          .extracting(GateResult::gate)
          .containsExactlyElementsOf(GateChoice.GATES);
    }
  }

  @Test
  void theGatesOfThePlanAloneRefuse() {
    List<String> reasons = List.of("finding agreement: a", "image-text agreement: b");
    assertThat(GateChoice.reasons(reasons, List.of("image-text agreement")))
        .containsExactly("image-text agreement: b");
    GateChoice.require(List.of("finding agreement", "anatomy plausibility"));
    assertThatThrownBy(() -> GateChoice.require(List.of("taste")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("'taste'")
        .hasMessageContaining("anatomy plausibility");
  }
}
