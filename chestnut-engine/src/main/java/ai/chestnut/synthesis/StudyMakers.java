package ai.chestnut.synthesis;

import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.FileException;
import ai.chestnut.models.AnatomyShapes;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ControlBranchModel;
import ai.chestnut.models.ExpertScripts;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.models.FindingSearch;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The systems, loaded when first needed and kept until {@link #close}. Not for several threads at
 * once.
 */
public final class StudyMakers implements AutoCloseable {

  private final Catalogue catalogue;
  private final Device device;
  private final String software;
  private final Map<String, Path> scripts;
  private final Map<String, StudyMaker> makers = new HashMap<>();

  /**
   * @param software name and version, for provenance
   */
  public StudyMakers(Catalogue catalogue, Device device, String software) {
    this(catalogue, device, software, Map.of());
  }

  /**
   * The same, with experts from elsewhere in the panel.
   *
   * @param experts TorchScript files with side-cars, by their names in the panel
   */
  public StudyMakers(
      Catalogue catalogue, Device device, String software, Map<String, Path> experts) {
    this.catalogue = catalogue;
    this.device = device;
    this.software = software;
    this.scripts = Map.copyOf(experts);
  }

  /**
   * Whatever makes the studies of a request; owned by this.
   *
   * @throws ai.chestnut.failure.ChestnutException sorted by who can mend the cause
   */
  public StudyMaker of(GenerationRequest request) {
    if (request.method() == Method.PGGAN) {
      return progressive(request.model());
    }
    if (request.method() == Method.CODEBOOK) {
      return codebook(request.model());
    }
    String name = request.model().isEmpty() ? catalogue.defaultTextToImage() : request.model();
    return makers.computeIfAbsent(
        request.method().word() + " " + name,
        key -> new StudyMaker(synthesizer(request.method(), name), experts(name), software));
  }

  private Synthesizer synthesizer(Method method, String name) {
    LatentDiffusion diffusion = catalogue.textToImage(name, device);
    boolean made = false;
    try {
      Synthesizer system =
          switch (method) {
            case XREAL ->
                new XReal(
                    diffusion,
                    catalogue.anatomyController(diffusion, device),
                    catalogue.anatomyShapesIfAny(name));
            case AURAD -> aurad(diffusion, name);
            default -> new TextToImage(diffusion);
          };
      made = true;
      return system;
    } finally {
      if (!made) {
        diffusion.close(); // what goes with it is missing
      }
    }
  }

  private Aurad aurad(LatentDiffusion diffusion, String name) {
    AnatomyShapes shapes = catalogue.anatomyShapes(name);
    ControlBranchModel branch = catalogue.controlBranch(diffusion.model(), device);
    boolean made = false;
    try {
      Aurad aurad = new Aurad(diffusion, branch, shapes, catalogue.layoutGenerator(name, device));
      made = true;
      return aurad;
    } finally {
      if (!made) {
        branch.close();
      }
    }
  }

  private StudyMaker codebook(String model) {
    String name = model.isEmpty() ? catalogue.defaultCodebook() : model;
    return makers.computeIfAbsent(
        Method.CODEBOOK.word() + " " + name,
        key ->
            new StudyMaker(
                new CodebookSynthesis(
                    catalogue.codebook(name, device), CodebookSettings.standard()),
                experts(name),
                software));
  }

  private StudyMaker progressive(String model) {
    String name = model.isEmpty() ? catalogue.defaultProgressiveGan() : model;
    return makers.computeIfAbsent(
        Method.PGGAN.word() + " " + name,
        key -> {
          ExpertSet filters = experts(name).orElseGet(() -> ExpertSet.none(Role.FILTER));
          ExpertPanel panel = filters.panel();
          FindingClassifier classifier =
              panel
                  .experts()
                  .findings()
                  .orElseThrow(
                      () ->
                          new FileException(
                              "weights",
                              catalogue.folder(),
                              "no filter-finding-classifier",
                              "one, since the latents are searched with it"));
          FindingSearch findings =
              new FindingSearch(
                  catalogue.progressiveGan(name, device), classifier, panel.calibration());
          return new StudyMaker(new ProgressiveGan(findings), Optional.of(filters), software);
        });
  }

  private Optional<ExpertSet> experts(String model) {
    Optional<ExpertSet> own = catalogue.filters(model, device);
    if (scripts.isEmpty()) {
      return own;
    }
    ExpertScripts others = ExpertScripts.read(scripts, device);
    return Optional.of(own.orElseGet(() -> ExpertSet.none(Role.FILTER)).with(others));
  }

  @Override
  public void close() {
    makers.values().forEach(StudyMaker::close);
    makers.clear();
  }
}
