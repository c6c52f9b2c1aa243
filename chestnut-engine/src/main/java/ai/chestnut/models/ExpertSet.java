package ai.chestnut.models;

import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.Experts;
import ai.chestnut.expert.FilmTypicalityConfig;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Sha256;
import ai.chestnut.tensor.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The experts of one role with their weights, seated as a panel; owns them.
 *
 * <p>In a folder each expert is {@code <role>-<name>.safetensors}, such as {@code
 * filter-finding-classifier.safetensors}, beside their one {@code <role>-calibration.toml}. An
 * expert may be missing.
 */
public final class ExpertSet implements AutoCloseable {

  private final List<ExpertModel<?, ?>> models;
  private final Optional<ExpertScripts> scripts;
  private final Optional<ModelIdentity> calibration;
  private final ExpertPanel panel;

  private ExpertSet(List<ExpertModel<?, ?>> models, GateCalibration calibration) {
    Experts experts = Experts.NONE;
    for (ExpertModel<?, ?> model : models) {
      experts = model.seated(experts);
    }
    this.models = List.copyOf(models);
    this.scripts = Optional.empty();
    this.calibration = Optional.empty();
    this.panel = new ExpertPanel(experts, calibration);
  }

  private ExpertSet(ExpertSet own, ExpertScripts scripts) {
    this.models = own.models;
    this.calibration = own.calibration;
    this.scripts = Optional.of(scripts);
    this.panel = own.panel.with(scripts.experts());
  }

  private ExpertSet(ExpertSet own, ModelIdentity calibration) {
    this.models = own.models;
    this.scripts = own.scripts;
    this.calibration = Optional.of(calibration);
    this.panel = own.panel;
  }

  /** Every expert at its smallest, with random weights, and no gate applied. */
  public static ExpertSet mu(Role role, long seed, Device device) {
    return open(GateCalibration.mu(role), kind -> Optional.of(kind.mu(role, seed, device)));
  }

  /** No expert at all: a place for others. */
  public static ExpertSet none(Role role) {
    return new ExpertSet(List.of(), GateCalibration.none(role));
  }

  /**
   * The experts of a folder.
   *
   * @throws FileException if the calibration is missing, no expert is there, or one is damaged
   */
  public static ExpertSet read(Path folder, Role role, Device device) {
    Path file = folder.resolve(calibrationFile(role));
    ExpertSet set = read(folder, role, GateCalibration.read(file), device);
    return new ExpertSet(set, calibrationIdentity(file));
  }

  /** A calibration decides like weights, so it is named like them. */
  static ModelIdentity calibrationIdentity(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.toml$", "");
    return new ModelIdentity(name, Sha256.of(file));
  }

  /**
   * The experts of a folder with other gates than those that lie there, if any do.
   *
   * @throws FileException if no expert is there, or one is damaged
   */
  public static ExpertSet read(Path folder, Role role, GateCalibration calibration, Device device) {
    ExpertSet set =
        open(
            calibration,
            kind -> {
              Path file = file(folder, role, kind);
              return Files.exists(file)
                  ? Optional.of(kind.read(file, role, device))
                  : Optional.empty();
            });
    if (set.models.isEmpty()) {
      throw new FileException(
          "experts", folder, "none", "files such as " + role.expert("*") + ".safetensors");
    }
    return set;
  }

  /** Name of the file with a role's gates. */
  public static String calibrationFile(Role role) {
    return role.word() + "-calibration.toml";
  }

  /** Where an expert's weights lie in a folder. */
  public static Path file(Path folder, Role role, ExpertKind<?, ?> kind) {
    return folder.resolve(role.expert(kind.name()) + ".safetensors");
  }

  /**
   * These experts and others from elsewhere in one panel, which owns both from here on.
   *
   * @param others owned from here on
   */
  public ExpertSet with(ExpertScripts others) {
    return new ExpertSet(this, others);
  }

  public ExpertPanel panel() {
    return panel;
  }

  /** Which weights the panel sees through, and which gates it decides by. */
  public List<ModelIdentity> identities() {
    List<ModelIdentity> all = new ArrayList<>();
    models.forEach(model -> all.add(model.identity()));
    calibration.ifPresent(all::add);
    scripts.ifPresent(others -> all.addAll(others.identities()));
    return List.copyOf(all);
  }

  @Override
  public void close() {
    models.forEach(ExpertModel::close);
    scripts.ifPresent(ExpertScripts::close);
  }

  private static ExpertSet open(
      GateCalibration calibration,
      Function<ExpertKind<?, ?>, Optional<? extends ExpertModel<?, ?>>> source) {
    List<ExpertModel<?, ?>> models = new ArrayList<>();
    boolean seated = false;
    try {
      for (ExpertKind<?, ?> kind : ExpertKind.ALL) {
        source.apply(kind).ifPresent(models::add);
      }
      requireItsClassifier(models);
      ExpertSet set = new ExpertSet(models, calibration);
      seated = true;
      return set;
    } finally {
      if (!seated) {
        models.forEach(ExpertModel::close); // one was damaged: the others must not leak
      }
    }
  }

  /** Distances in the features of another classifier would mean nothing. */
  private static void requireItsClassifier(List<ExpertModel<?, ?>> models) {
    for (ExpertModel<?, ?> model : models) {
      if (model.config() instanceof FilmTypicalityConfig config && !config.classifier().isEmpty()) {
        boolean there =
            models.stream().anyMatch(m -> m.identity().sha256().equals(config.classifier()));
        if (!there) {
          throw new FileException(
              "weights",
              Path.of(model.identity().name() + ".safetensors"),
              "no classifier with SHA-256 " + config.classifier(),
              "the one that it was fitted with; fit it again with a calibration recipe");
        }
      }
    }
  }
}
