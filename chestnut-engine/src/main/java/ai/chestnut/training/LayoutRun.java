package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.models.LayoutModel;
import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.progress.Progress;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.List;

/** A layout generator's training: layouts read and drawn, network built. */
final class LayoutRun {

  private static final int LEAST_REAL = 3;
  private static final double NONE_SMALL = 0.05;
  private static final double NONE_LARGE = 0.2;

  private LayoutRun() {}

  /** Reads the materials and builds what is minimised. */
  static Objective objective(Recipe.Layout recipe, Device device, Progress progress) {
    List<Finding> findings = LayoutConfig.drawable();
    LayoutExamples reader =
        new LayoutExamples(recipe.model().side(), findings, recipe.seed(), progress);
    List<LayoutExample> train = new ArrayList<>();
    List<LayoutExample> heldOut = new ArrayList<>();
    for (int number = 0; number < recipe.materials().size(); number++) {
      LayoutMaterial material = recipe.materials().get(number);
      train.addAll(reader.of(material, number, Split.TRAIN));
      heldOut.addAll(reader.of(material, number, Split.VAL));
    }
    LayoutConfig config = config(recipe.model(), findings, train);
    LayoutModel model = LayoutModel.random(config, recipe.seed(), device);
    LayoutObjective.Settings settings = recipe.objective();
    return new LayoutObjective(
        settings,
        model,
        new LayoutBank(train, config, settings.variants(), recipe.seed(), device),
        LayoutBank.chances(train, recipe.materials(), settings.rareness()),
        new LayoutBank(heldOut, config, 1, recipe.seed() + 1, device),
        recipe.seed());
  }

  /** What is small and what is large is measured: the thirds of all masks of a finding. */
  private static LayoutConfig config(
      Recipe.LayoutShape shape, List<Finding> findings, List<LayoutExample> examples) {
    List<Finding> real = new ArrayList<>();
    List<Double> small = new ArrayList<>();
    List<Double> large = new ArrayList<>();
    for (Finding finding : findings) {
      long found = examples.stream().filter(e -> e.real() && e.seen().containsKey(finding)).count();
      if (found >= LEAST_REAL) {
        real.add(finding);
      }
      double[] shares =
          examples.stream()
              .filter(e -> e.shares().containsKey(finding))
              .mapToDouble(e -> e.shares().getOrDefault(finding, 0.0))
              .sorted()
              .toArray();
      small.add(shares.length == 0 ? NONE_SMALL : shares[shares.length / 3]);
      large.add(shares.length == 0 ? NONE_LARGE : shares[2 * shares.length / 3]);
    }
    return new LayoutConfig(
        shape.side(), findings, shape.channels(), shape.blocks(), real, small, large);
  }
}
