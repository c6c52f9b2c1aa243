package ai.chestnut.models;

import ai.chestnut.diffusion.Control;
import ai.chestnut.diffusion.ControlBranch;
import ai.chestnut.diffusion.ControlBranchConfig;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.Hint;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A control branch with its weights; owns them. It steers one text-to-image model. */
public final class ControlBranchModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "control-branch";

  /** The place of the denoising network in a text-to-image model's weights. */
  private static final String NETWORK = "network.";

  private final ModelIdentity identity;
  private final ControlBranchModelConfig config;
  private final Parameters parameters;
  private final ControlBranch network;
  private final LayoutPlanes planes;

  private ControlBranchModel(
      ModelIdentity identity, ControlBranchModelConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.planes = LayoutPlanes.named(config.findings());
    this.network = new ControlBranch(parameters.root(), config.branch());
  }

  /**
   * A branch that changes nothing yet: its contracting half starts as the model's, its joints at
   * zero.
   *
   * @param hintChannels widths after each halving of the hint
   */
  public static ControlBranchModel beside(
      TextToImageModel model, List<Integer> hintChannels, long seed) {
    LayoutPlanes planes = LayoutPlanes.standard();
    ControlBranchModelConfig config =
        new ControlBranchModelConfig(
            model.config().side(),
            model.identity().sha256(),
            planes.slugs(),
            new ControlBranchConfig(planes.count(), hintChannels, model.config().network()));
    ControlBranchModel branch =
        new ControlBranchModel(
            ModelFile.seeded(KIND, seed, config),
            config,
            Parameters.random(seed, model.parameters().device()));
    branch.parameters.load(copied(branch.parameters.entries(), model.parameters().entries()));
    return branch;
  }

  private static Map<String, WeightFile.Entry> copied(
      Map<String, WeightFile.Entry> own, Map<String, WeightFile.Entry> steered) {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>(own);
    String copy = ControlBranch.COPY + ".";
    own.forEach(
        (name, entry) -> {
          if (name.startsWith(copy)) {
            entries.put(name, steered.getOrDefault(NETWORK + name.substring(copy.length()), entry));
          }
        });
    return entries;
  }

  /**
   * Weights from a seed for a branch that stays untrained and yet shows its effect, see {@link
   * Parameters#stirred}.
   */
  static ControlBranchModel mu(TextToImageModel model, long seed) {
    LayoutPlanes planes = LayoutPlanes.standard();
    ControlBranchModelConfig config =
        new ControlBranchModelConfig(
            model.config().side(),
            model.identity().sha256(),
            planes.slugs(),
            new ControlBranchConfig(planes.count(), List.of(4, 4, 4), model.config().network()));
    return new ControlBranchModel(
        ModelFile.seeded(KIND, seed, config),
        config,
        Parameters.stirred(seed, model.parameters().device()));
  }

  /** The weights of a file. */
  public static ControlBranchModel read(Path file, Device device) {
    ModelFile<ControlBranchModelConfig> model =
        ModelFile.read(file, KIND, ControlBranchModelConfig.class);
    return model.build(
        device, parameters -> new ControlBranchModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public Map<String, String> metadata() {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public ControlBranchModelConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public ControlBranch network() {
    return network;
  }

  /** The order of the planes that the branch reads. */
  public LayoutPlanes planes() {
    return planes;
  }

  /**
   * A layout as the branch reads it, once for all steps of a film. With guidance it is held against
   * the same anatomy without pathology, so that guidance strengthens the findings' masks as it
   * strengthens the text.
   *
   * @return close it after sampling
   */
  public Hint read(AnatomyMap anatomy, PathologyMap pathology, Guidance guidance) {
    int side = config.side();
    float[] asked = planes.of(anatomy, pathology, side);
    float[] bare = planes.of(anatomy, PathologyMap.none(side, side), side);
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  long[] shape = {1, planes.count(), side, side};
                  Tensor with = Tensors.of(asked, parameters.device(), shape);
                  if (guidance.weight() == 1) {
                    return new Hint(network.read(with));
                  }
                  Tensor without = Tensors.of(bare, parameters.device(), shape);
                  return new Hint(network.read(Tensors.joined(0, with, without)));
                }));
  }

  /** This branch at work on a film. */
  public Control control(Hint hint, double scale) {
    return new Control(network, hint, scale);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
