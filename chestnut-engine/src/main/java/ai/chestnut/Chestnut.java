package ai.chestnut;

import ai.chestnut.models.Catalogue;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.StudyMaker;
import ai.chestnut.synthesis.StudyMakers;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final StudyMakers makers;

  private Chestnut(StudyMakers makers) {
    this.makers = makers;
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
    return new Chestnut(new StudyMakers(catalogue, device, software(), experts));
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
    StudyMaker maker = makers.of(request);
    for (int i = 0; i < request.count(); i++) {
      taker.accept(maker.make(request, request.first() + i, progress));
      progress.advance(Step.of("studies", i + 1L, request.count()));
    }
  }

  /** Makes one study of a request, whichever were made before it. */
  public StudyBundle study(GenerationRequest request, int index, Progress progress) {
    return makers.of(request).make(request, index, progress);
  }

  /**
   * How the studies of a request are made, without making one.
   *
   * @throws ai.chestnut.failure.ChestnutException sorted by who can mend the cause
   */
  public Provenance provenance(GenerationRequest request) {
    return makers.of(request).provenance(request);
  }

  @Override
  public void close() {
    makers.close();
  }
}
