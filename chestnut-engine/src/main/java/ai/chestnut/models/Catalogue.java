package ai.chestnut.models;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.LatentScale;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.diffusion.UNetConfig;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.PatchWordAlignerConfig;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Anatomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The models at hand: the weight files of one folder, and the {@code mu} models, which are the same
 * classes with smaller numbers and random weights, for tests and dry runs.
 */
public final class Catalogue {

  /** Name of the family of random models. */
  public static final String MU = "mu";

  /**
   * System property that names the folder of weights; stronger than the variable {@code
   * CHESTNUT_WEIGHTS}.
   */
  public static final String FOLDER_PROPERTY = "chestnut.weights";

  private static final String SUFFIX = ".safetensors";
  private static final long MU_SEED = 1;
  private static final int MU_SIDE = 32;

  private final Path folder;

  public Catalogue(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder of {@value #FOLDER_PROPERTY}, else of CHESTNUT_WEIGHTS, else {@code weights} here.
   */
  public static Catalogue standard() {
    Optional<String> property = Optional.ofNullable(System.getProperty(FOLDER_PROPERTY));
    Optional<String> variable = Optional.ofNullable(System.getenv("CHESTNUT_WEIGHTS"));
    return new Catalogue(Path.of(property.or(() -> variable).orElse("weights")));
  }

  /** Where the weights lie. */
  public Path folder() {
    return folder;
  }

  /**
   * One installed model.
   *
   * @param measured figures that the training stored, such as step and held-out loss
   */
  public record Installed(
      ModelIdentity identity, String kind, Path file, Map<String, String> measured) {}

  /** Every weight file in the folder, by name, and every calibration; each is verified. */
  public List<Installed> installed() {
    List<Installed> models = new ArrayList<>();
    for (Path file : files()) {
      WeightFile weights = WeightFile.read(file);
      Map<String, String> measured = new TreeMap<>(weights.metadata());
      List.of("format", "config", "kind", "dataSha256").forEach(measured::remove);
      models.add(
          new Installed(
              new ModelIdentity(name(file), weights.sha256()),
              weights.metadata().getOrDefault("kind", "unknown"),
              file,
              measured));
    }
    for (Role role : Role.values()) {
      Path file = folder.resolve(ExpertSet.calibrationFile(role));
      if (Files.exists(file)) {
        GateCalibration gates = GateCalibration.read(file);
        Map<String, String> measured = new TreeMap<>(Map.of("fittedOn", gates.fittedOn()));
        gates.passRate().ifPresent(rate -> measured.put("passRate", Double.toString(rate)));
        models.add(
            new Installed(ExpertSet.calibrationIdentity(file), "calibration", file, measured));
      }
    }
    return models;
  }

  /** The text-to-image model of the name, with the autoencoder that it was trained on. */
  public LatentDiffusion textToImage(String name, Device device) {
    if (name.equals(MU)) {
      return muTextToImage(device);
    }
    TextToImageModel model = TextToImageModel.read(file(name), device);
    try {
      return new LatentDiffusion(model, autoencoder(model.config().autoencoder(), name, device));
    } catch (ChestnutException missing) {
      model.close();
      throw missing;
    }
  }

  /** What kind of model a name stands for, as its file says. */
  public String kind(String name) {
    return WeightFile.readMetadata(file(name)).getOrDefault("kind", "unknown");
  }

  /** The KL autoencoder of the name. */
  public AutoencoderModel autoencoder(String name, Device device) {
    return AutoencoderModel.read(file(name), device);
  }

  /** The vector-quantised autoencoder of the name. */
  public VqAutoencoderModel visualCodes(String name, Device device) {
    return name.equals(MU)
        ? VqAutoencoderModel.mu(VqAutoencoderConfig.mu(), MU_SEED, device)
        : VqAutoencoderModel.read(file(name), device);
  }

  /**
   * How far a text-to-image model was measured to follow its text.
   *
   * @param name or empty for the newest
   */
  public Optional<Steering> steering(String name) {
    Path file = file(name.isEmpty() ? defaultTextToImage() : name);
    if (!Files.exists(Steering.file(folder, name(file)))) {
      return Optional.empty();
    }
    return Steering.of(folder, new ModelIdentity(name(file), WeightFile.read(file).sha256()));
  }

  /** The control branch that was trained beside a model; {@value #MU} has its like. */
  public ControlBranchModel controlBranch(TextToImageModel model, Device device) {
    String steered = model.identity().sha256();
    if (model.identity().name().startsWith(MU)) {
      return ControlBranchModel.mu(model, MU_SEED);
    }
    for (Path file : files()) {
      if (ControlBranchModel.KIND.equals(WeightFile.readMetadata(file).get("kind"))) {
        ControlBranchModel candidate = ControlBranchModel.read(file, device);
        if (candidate.config().steers().equals(steered)) {
          return candidate;
        }
        candidate.close();
      }
    }
    throw new FileException(
        "weights",
        folder,
        "no control branch of " + model.identity().name(),
        "one that was trained beside SHA-256 " + steered);
  }

  /** The newest anatomy controller into an autoencoder's latents, by name. */
  public Optional<AnatomyControllerModel> anatomyController(
      LatentDiffusion diffusion, Device device) {
    if (diffusion.model().identity().name().startsWith(MU)) {
      AnatomyControllerConfig config =
          new AnatomyControllerConfig(
              MU_SIDE,
              Anatomy.values().length,
              diffusion.autoencoder().config(),
              diffusion.autoencoder().identity().sha256());
      return Optional.of(AnatomyControllerModel.mu(config, MU_SEED, device));
    }
    List<Path> newestFirst = new ArrayList<>(files());
    Collections.reverse(newestFirst);
    for (Path file : newestFirst) {
      if (AnatomyControllerModel.KIND.equals(WeightFile.readMetadata(file).get("kind"))) {
        AnatomyControllerModel candidate = AnatomyControllerModel.read(file, device);
        if (candidate.config().autoencoder().equals(diffusion.autoencoder().identity().sha256())) {
          return Optional.of(candidate);
        }
        candidate.close();
      }
    }
    return Optional.empty();
  }

  /** Whether a control branch is installed, whatever it steers. */
  public boolean hasControlBranch() {
    return files().stream()
        .anyMatch(
            file -> ControlBranchModel.KIND.equals(WeightFile.readMetadata(file).get("kind")));
  }

  /**
   * Side in pixels of the films that a text-to-image model makes.
   *
   * @param name empty for the newest
   */
  public int filmSide(String name) {
    if (name.equals(MU)) {
      return MU_SIDE;
    }
    Path file = file(name.isEmpty() ? defaultTextToImage() : name);
    return ModelJson.read(
            WeightFile.readMetadata(file).getOrDefault("config", "{}"),
            file,
            TextToImageConfig.class)
        .side();
  }

  /** The autoencoder of a hash, whatever its name. */
  private AutoencoderModel autoencoder(String sha256, String wantedBy, Device device) {
    for (Path file : files()) {
      if (AutoencoderModel.KIND.equals(WeightFile.readMetadata(file).get("kind"))) {
        AutoencoderModel candidate = AutoencoderModel.read(file, device);
        if (candidate.identity().sha256().equals(sha256)) {
          return candidate;
        }
        candidate.close();
      }
    }
    throw new FileException(
        "weights",
        folder,
        "no autoencoder with SHA-256 " + sha256,
        "the one that " + wantedBy + " was trained on");
  }

  /**
   * The filter experts that go with a text-to-image model: {@value #MU} with its like, else those
   * installed, if any.
   */
  public Optional<ExpertSet> filters(String model, Device device) {
    if (model.equals(MU)) {
      return Optional.of(ExpertSet.mu(Role.FILTER, MU_SEED, device));
    }
    return hasFilters()
        ? Optional.of(ExpertSet.read(folder, Role.FILTER, device))
        : Optional.empty();
  }

  /** Whether trained filter experts are installed. */
  public boolean hasFilters() {
    return Files.exists(folder.resolve(ExpertSet.calibrationFile(Role.FILTER)));
  }

  /** The judge experts, if they are installed. */
  public Optional<ExpertSet> judges(Device device) {
    return Files.exists(folder.resolve(ExpertSet.calibrationFile(Role.JUDGE)))
        ? Optional.of(ExpertSet.read(folder, Role.JUDGE, device))
        : Optional.empty();
  }

  /** The progressive generator of the name, with its critic. */
  public ProgressiveGanModel progressiveGan(String name, Device device) {
    return name.equals(MU)
        ? ProgressiveGanModel.mu(MU_SEED, device)
        : ProgressiveGanModel.read(file(name), device);
  }

  /** The image-token model of the name, with codec, aligner and codebook. */
  public CodebookModels codebook(String name, Device device) {
    return name.equals(MU)
        ? CodebookModels.mu(MU_SEED, device)
        : CodebookModels.read(file(name), files(), device);
  }

  /** The newest shape model of anatomies, by name. */
  public AnatomyShapes anatomyShapes(String family) {
    return family.equals(MU)
        ? AnatomyShapes.mu(MU_SEED)
        : AnatomyShapes.read(file(newest(AnatomyShapes.KIND)));
  }

  /** The same, where one is installed. */
  public Optional<AnatomyShapes> anatomyShapesIfAny(String family) {
    boolean any =
        family.equals(MU)
            || files().stream().anyMatch(file -> name(file).startsWith(AnatomyShapes.KIND));
    return any ? Optional.of(anatomyShapes(family)) : Optional.empty();
  }

  /** The newest layout generator, by name. */
  public LayoutModel layoutGenerator(String family, Device device) {
    return family.equals(MU)
        ? LayoutModel.mu(LayoutConfig.mu(), MU_SEED, device)
        : LayoutModel.read(file(newest(LayoutModel.KIND)), device);
  }

  /** The patch-word aligner of the name. */
  public PatchWordAlignerModel aligner(String name, Device device) {
    return name.equals(MU)
        ? PatchWordAlignerModel.mu(PatchWordAlignerConfig.mu(), MU_SEED, device)
        : PatchWordAlignerModel.read(file(name), device);
  }

  /** The newest patch-word aligner, by name. */
  public String defaultAligner() {
    return newest(PatchWordAlignerModel.KIND);
  }

  /** The newest image-token model, by name. */
  public String defaultCodebook() {
    return newest(ImageTokenWeights.KIND);
  }

  /** The newest text-to-image model, by name. */
  public String defaultTextToImage() {
    return newest(TextToImageModel.KIND);
  }

  /** The newest progressive generator, by name. */
  public String defaultProgressiveGan() {
    return newest(ProgressiveGanModel.KIND);
  }

  private String newest(String kind) {
    return files().stream()
        .map(Catalogue::name)
        .filter(name -> name.startsWith(kind))
        .max(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                new FileException(
                    "weights",
                    folder,
                    "no " + kind + " model",
                    kind + "-*.safetensors; or ask for the model 'mu'"));
  }

  private static LatentDiffusion muTextToImage(Device device) {
    AutoencoderModel autoencoder = AutoencoderModel.mu(AutoencoderConfig.mu(), MU_SEED, device);
    UNetConfig network = UNetConfig.mu();
    TextToImageConfig config =
        new TextToImageConfig(
            MU_SIDE,
            "flow",
            TextEncoderConfig.mu(),
            network,
            autoencoder.identity().sha256(),
            LatentScale.identity(network.latentChannels()));
    return new LatentDiffusion(TextToImageModel.mu(config, MU_SEED, device), autoencoder);
  }

  private Path file(String name) {
    Path file = folder.resolve(name + SUFFIX);
    if (!Files.isRegularFile(file)) {
      List<String> known = new ArrayList<>(List.of(MU));
      files().forEach(each -> known.add(name(each)));
      throw new RequestException(
          "model", "--model", "'" + name + "'", "one of " + String.join(", ", known));
    }
    return file;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException unreadable) {
      throw new FileException(
          "weights",
          folder,
          String.valueOf(unreadable.getMessage()),
          "a readable folder",
          unreadable);
    }
  }

  private static String name(Path file) {
    String full = String.valueOf(file.getFileName());
    return full.substring(0, full.length() - SUFFIX.length());
  }
}
