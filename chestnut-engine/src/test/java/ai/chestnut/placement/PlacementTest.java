package ai.chestnut.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final AnatomyMap ANATOMY =
      ThoraxPhantom.sample(
              PhantomFamily.A,
              RandomStream.of(4, 0, "placement"),
              64,
              Optional.empty(),
              Optional.empty())
          .anatomy();

  private static Prompt prompt(String words) {
    return new ReportReader().read(words);
  }

  private static RandomStream stream(int index) {
    return RandomStream.of(1, index, "placement test");
  }

  @Test
  void whatIsHandedOnLiesWhereItCanBe() {
    for (int i = 0; i < 12; i++) {
      Prompt wanted = new PromptSampler(0.2, 0.1, 0.3).sample(stream(i));
      Placed placed = new RulePlacement().place(ANATOMY, wanted, stream(i));
      Map<Finding, Mask> regions = Placed.regions(wanted, ANATOMY);
      placed
          .pathology()
          .masks()
          .forEach(
              (finding, mask) -> {
                assertThat(regions).containsKey(finding);
                assertThat(mask.minus(regions.getOrDefault(finding, mask.not())))
                    .matches(Mask::isEmpty, finding + " outside its region");
              });
    }
  }

  @Test
  void cuttingTakesWhatNobodyAskedFor() {
    Mask everywhere = Mask.full(64, 64);
    PathologyMap raw =
        PathologyMap.of(
            64, 64, Map.of(Finding.PLEURAL_EFFUSION, everywhere, Finding.NODULE, everywhere));
    Prompt wanted = prompt("Left pleural effusion. No nodule.");
    PathologyMap cut = Placed.cut(raw, wanted, ANATOMY);
    assertThat(cut.masks()).containsOnlyKeys(Finding.PLEURAL_EFFUSION);
    Mask right = AllowedRegion.of(prompt("Right nodule.").observations().get(0), ANATOMY);
    Mask left = cut.of(Finding.PLEURAL_EFFUSION).orElseThrow();
    assertThat((double) left.and(right).area() / left.area()).isLessThan(0.02);
  }

  @Test
  void aLargerOneIsLargerByRule() {
    double small = 0;
    double large = 0;
    for (int i = 0; i < 8; i++) {
      small += area("Small left pneumonia.", i);
      large += area("Large left pneumonia.", i);
    }
    assertThat(large).isGreaterThan(2 * small);
  }

  private static long area(String words, int index) {
    return new RulePlacement()
        .place(ANATOMY, prompt(words), stream(index))
        .pathology()
        .of(Finding.PNEUMONIA)
        .map(Mask::area)
        .orElse(0L);
  }

  @Test
  void anUntrainedGeneratorGivesNormalFilmsNothingAndRepeatsItself() {
    try (Parameters parameters = Parameters.stirred(1, Device.CPU)) {
      LayoutGenerator generator =
          new LayoutGenerator(parameters.root(), LayoutConfig.mu(), Device.CPU);
      LearnedPlacement learned =
          new LearnedPlacement(generator, LayoutSampling.standard().withSteps(2));
      Prompt normal = prompt("No acute cardiopulmonary abnormality.");
      assertThat(learned.place(ANATOMY, normal, stream(1)).pathology().masks()).isEmpty();
      Prompt wanted = prompt("Right pleural effusion and cardiomegaly.");
      Placed once = learned.place(ANATOMY, wanted, stream(2));
      assertThat(learned.place(ANATOMY, wanted, stream(2))).isEqualTo(once);
      assertThat(once.pathology().masks().keySet())
          .isSubsetOf(Finding.PLEURAL_EFFUSION, Finding.CARDIOMEGALY);
    }
  }

  @Test
  void chanceDrawsByFrequency() {
    RandomPlacement chance = new RandomPlacement(Map.of(Finding.NODULE, 1.0, Finding.EDEMA, 0.0));
    Placed drawn = chance.place(ANATOMY, prompt("Normal."), stream(3));
    assertThat(drawn.pathology().masks()).containsOnlyKeys(Finding.NODULE);
  }
}
