package ai.chestnut.models;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.diffusion.Control;
import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.Hint;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextContext;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a control branch may change, and what it may not. */
class ControlBranchTest {

  private static final int SIDE = 32;
  private static final Guidance GUIDANCE = new Guidance(2.5, 0.5);

  @TempDir Path weights;

  private final LatentDiffusion diffusion =
      new Catalogue(Path.of("nowhere")).textToImage(Catalogue.MU, Device.CPU);

  @AfterEach
  void close() {
    diffusion.close();
  }

  private static AnatomyMap anatomy() {
    return ThoraxPhantom.sample(
            PhantomFamily.A,
            RandomStream.of(1, 0, "phantom"),
            SIDE,
            Optional.of(View.PA),
            Optional.of(Sex.MALE))
        .anatomy();
  }

  private static PathologyMap effusion() {
    Mask mask = Mask.where(SIDE, SIDE, i -> i / SIDE > 20 && i % SIDE > 20);
    return PathologyMap.of(SIDE, SIDE, Map.of(Finding.PLEURAL_EFFUSION, mask));
  }

  private float[] film(Optional<Control> control, Guidance guidance) {
    int[] told = Tokenizer.standard().encode("Small left pleural effusion.", 48);
    int[] untold = Tokenizer.standard().encode("", 48);
    int[][] tokens = guidance.weight() == 1 ? new int[][] {told} : new int[][] {told, untold};
    try (TextContext context = diffusion.read(tokens);
        var latents =
            diffusion.sample(
                context,
                guidance,
                control,
                new DpmSolver2M(),
                new NoiseSchedule.Karras(0.02, 80, 5).sigmas(3),
                RandomStream.of(3, 0, "film"),
                LatentHook.NONE,
                Progress.SILENT)) {
      return diffusion.decode(latents);
    }
  }

  private float[] steered(ControlBranchModel branch, double scale, Guidance guidance) {
    try (Hint hint = branch.read(anatomy(), effusion(), guidance)) {
      return film(Optional.of(branch.control(hint, scale)), guidance);
    }
  }

  @Test
  void aFreshBranchChangesNoBit() {
    try (ControlBranchModel branch =
        ControlBranchModel.beside(diffusion.model(), List.of(4, 4, 8), 5)) {
      assertThat(steered(branch, 1, GUIDANCE)).isEqualTo(film(Optional.empty(), GUIDANCE));
      Guidance bare = new Guidance(1, 0);
      assertThat(steered(branch, 1, bare)).isEqualTo(film(Optional.empty(), bare));
    }
  }

  @Test
  void aFreshBranchSeesAsTheModelSees() {
    try (ControlBranchModel branch =
        ControlBranchModel.beside(diffusion.model(), List.of(4, 4, 8), 5)) {
      Map<String, WeightFile.Entry> own = branch.parameters().entries();
      Map<String, WeightFile.Entry> steered = diffusion.model().parameters().entries();
      assertThat(requireNonNull(own.get("copy.middle.residual.conv1.weight")).values())
          .isEqualTo(requireNonNull(steered.get("network.middle.residual.conv1.weight")).values());
      assertThat(own.keySet().stream().filter(name -> name.startsWith("copy.")))
          .allSatisfy(name -> assertThat(steered).containsKey("network." + name.substring(5)));
    }
  }

  @Test
  void atScaleZeroAnyBranchChangesNoBitAndAtOneItDoes() {
    try (ControlBranchModel branch =
        new Catalogue(Path.of("nowhere")).controlBranch(diffusion.model(), Device.CPU)) {
      float[] plain = film(Optional.empty(), GUIDANCE);
      assertThat(steered(branch, 0, GUIDANCE)).isEqualTo(plain);
      assertThat(steered(branch, 1, GUIDANCE)).isNotEqualTo(plain);
      assertThatThrownBy(() -> steered(branch, -1, GUIDANCE))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("control scale");
    }
  }

  @Test
  void samplingUnderControlKeepsNoNativeMemory() {
    try (ControlBranchModel branch =
        new Catalogue(Path.of("nowhere")).controlBranch(diffusion.model(), Device.CPU)) {
      NativeHandles.assertFlat(2, () -> steered(branch, 1, GUIDANCE));
    }
  }

  @Test
  void theCatalogueFindsTheBranchOfAModel() throws IOException {
    Files.createDirectories(weights);
    Catalogue catalogue = new Catalogue(weights);
    assertThat(catalogue.hasControlBranch()).isFalse();
    TextToImageModel model = TextToImageModel.random(diffusion.model().config(), 9, Device.CPU);
    Path file = weights.resolve("text-to-image-small.safetensors");
    WeightFile.write(file, model.metadata(), model.parameters().entries(), Precision.BFLOAT16);
    model.close();
    try (TextToImageModel stored = TextToImageModel.read(file, Device.CPU)) {
      assertThatThrownBy(() -> catalogue.controlBranch(stored, Device.CPU))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("no control branch of text-to-image-small");
      try (ControlBranchModel branch = ControlBranchModel.beside(stored, List.of(4, 4, 8), 5)) {
        WeightFile.write(
            weights.resolve("control-branch-small.safetensors"),
            branch.metadata(),
            branch.parameters().entries(),
            Precision.BFLOAT16);
      }
      try (ControlBranchModel found = catalogue.controlBranch(stored, Device.CPU)) {
        assertThat(found.identity().name()).isEqualTo("control-branch-small");
        assertThat(found.planes()).isEqualTo(LayoutPlanes.standard());
      }
    }
  }

  @Test
  void planesHoldStructuresByCodeAndFindingsByName() {
    LayoutPlanes planes = LayoutPlanes.standard();
    int area = SIDE * SIDE;
    AnatomyMap anatomy = anatomy();
    float[] values = planes.of(anatomy, effusion(), SIDE);
    assertThat(values).hasSize(planes.count() * area);
    int plane = LayoutPlanes.structures() + planes.findings().indexOf(Finding.PLEURAL_EFFUSION);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int code = anatomy.codeAt(x, y);
        for (int k = 0; k < LayoutPlanes.structures(); k++) {
          assertThat(values[k * area + y * SIDE + x]).isEqualTo(code == k + 1 ? 1 : 0);
        }
        assertThat(values[plane * area + y * SIDE + x]).isEqualTo(y > 20 && x > 20 ? 1 : 0);
      }
    }
  }
}
