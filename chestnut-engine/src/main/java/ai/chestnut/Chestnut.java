package ai.chestnut;

import ai.chestnut.expert.Role;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertScripts;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.StudyMaker;
import ai.chestnut.synthesis.TextToImage;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chestnut for Java programs: models are loaded when first needed and stay loaded until {@link
 * #close}.
 *
 * <pre>{@code
 * try (Chestnut chestnut = Chestnut.open()) {
 *   List<StudyBundle> studies = chestnut.generate(GenerationRequest.of("Small left pleural effusion."));
 * }
 * }</pre>
 *
 * <p>Not for several threads at once.
 */
public final class Chestnut implements AutoCloseable {

  private static final String VERSION = "0.1.0";

  private final Catalogue catalogue;
  private final Device device;
  private final Map<String, Path> scripts;
  private final Map<String, StudyMaker> makers = new HashMap<>();

  private Chestnut(Catalogue catalogue, Device device, Map<String, Path> scripts) {
    this.catalogue = catalogue;
    this.device = device;
    this.scripts = Map.copyOf(scripts);
  }

  /** With the installed models, on the CPU. */
  public static Chestnut open() {
    return open(Catalogue.standard(), Device.CPU);
  }

  /** With the models of a catalogue, on a device. */
  public static Chestnut open(Catalogue catalogue, Device device) {
    return open(catalogue, device, Map.of());
  }

  /**
   * The same, with experts from elsewhere in the panel.
   *
   * @param experts TorchScript files with side-cars, by their names in the panel
   */
  public static Chestnut open(Catalogue catalogue, Device device, Map<String, Path> experts) {
    return new Chestnut(catalogue, device, experts);
  }

  /** Name and version, as they stand in provenance. */
  public static String software() {
    return "chestnut " + VERSION;
  }

  /**
   * Makes the studies of a request.
   *
   * @throws ai.chestnut.failure.ChestnutException sorted by who can mend the cause
   */
  public List<StudyBundle> generate(GenerationRequest request) {
    List<StudyBundle> studies = new ArrayList<>();
    generate(request, studies::add, Progress.SILENT);
    return studies;
  }

  /** Makes the studies of a request one by one and hands each over when it is done. */
  public void generate(GenerationRequest request, Consumer<StudyBundle> taker, Progress progress) {
    StudyMaker maker = maker(request);
    for (int i = 0; i < request.count(); i++) {
      taker.accept(maker.make(request, request.first() + i, progress));
      progress.advance(Step.of("studies", i + 1L, request.count()));
    }
  }

  /**
   * How the studies of a request are made, without making one.
   *
   * @throws ai.chestnut.failure.ChestnutException sorted by who can mend the cause
   */
  public Provenance provenance(GenerationRequest request) {
    return maker(request).provenance(request);
  }

  private StudyMaker maker(GenerationRequest request) {
    String name = request.model().isEmpty() ? catalogue.defaultTextToImage() : request.model();
    return makers.computeIfAbsent(
        request.method().word() + " " + name,
        key ->
            new StudyMaker(
                new TextToImage(catalogue.textToImage(name, device)), experts(name), software()));
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
