package ai.chestnut.cli;

import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.dicom.FilmReader;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyCheck;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.AnatomyReader;
import ai.chestnut.layout.CodeMapping;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.RegionCheck;
import ai.chestnut.layout.RegionReader;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.synthesis.Given;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** Masks and films that a request brings along, from wherever they are. */
final class LayoutOptions {

  private static final String AUTO = "auto";
  private static final String FILM = "film:";
  private static final String PHANTOM = "phantom";

  @Option(
      names = "--anatomy",
      paramLabel = "WHERE|auto",
      defaultValue = AUTO,
      description = {
        "Where the structures shall be: a label picture as large as the film, codes 0 to 8 or those"
            + " of --codes; a COCO or LabelMe file (.json); a DICOM film or film:FILE, which is"
            + " segmented first; phantom or phantom:SEED; a folder of label pictures or a manifest,"
            + " DIR or DIR:SPLIT, whose maps the studies take in turn; or auto"
            + " (default: ${DEFAULT-VALUE})."
      })
  private String anatomy = AUTO;

  @Option(
      names = "--codes",
      paramLabel = "NAME|PAIRS",
      defaultValue = "chestnut",
      description =
          "What the labels of --anatomy mean: chestnut, xreal, chexmask, cxr-open, or pairs such as"
              + " 10=1,20=2,30=lungs (default: ${DEFAULT-VALUE}).")
  private String codes = "chestnut";

  @Option(
      names = "--situs-inversus",
      description = "The mirrored body of --anatomy is meant; each lung is named by its side.")
  private boolean situsInversus;

  @Option(
      names = "--pathology",
      paramLabel = "WHERE|auto",
      defaultValue = AUTO,
      description = {
        "Where the findings shall be: a mask file, 0 and 255; FINDING=FILE, separated by commas;"
            + " soft:FILE for a mask of shares; box:X:Y:WIDTH:HEIGHT in pixels; a COCO or LabelMe"
            + " file (.json); or auto (default: ${DEFAULT-VALUE})."
      })
  private String pathology = AUTO;

  @Option(
      names = "--fit",
      description = "Bring masks of another size to the film's, without smoothing.")
  private boolean fit;

  @Option(
      names = "--from",
      paramLabel = "FILM",
      description = "Edit this film inside the pathology region instead of making a new one.")
  private Optional<Path> from = Optional.empty();

  /** Whether anything is given. */
  boolean any() {
    return !anatomy.equals(AUTO) || !pathology.equals(AUTO) || from.isPresent();
  }

  /**
   * The same for each study in turn: one where one map is given, as many as a folder has.
   *
   * @param side of the model's films in pixels; asked once the files are read
   */
  List<Given> readAll(Prompt asked, IntSupplier side, Catalogue catalogue, Device device) {
    Optional<AnatomySeries> series = AnatomySeries.of(anatomy);
    if (series.isEmpty()) {
      return List.of(read(asked, side, catalogue, device));
    }
    String folder = anatomy;
    List<Given> all = new ArrayList<>();
    for (Path map : series.get().maps()) {
      anatomy = map.toString();
      all.add(read(asked, side, catalogue, device));
    }
    anatomy = folder;
    return all;
  }

  /**
   * Reads and checks everything that is given.
   *
   * @param side of the model's films in pixels; asked once the files are read
   */
  Given read(Prompt asked, IntSupplier side, Catalogue catalogue, Device device) {
    Given given = Given.NOTHING;
    if (!anatomy.equals(AUTO)) {
      given = anatomy(given, side, catalogue, device);
    }
    Optional<Radiograph> film = from.map(FilmReader::read);
    if (film.isPresent()) {
      given = given.withFilm(film.get());
    }
    if (pathology.equals(AUTO) && film.isPresent()) {
      AnatomyMap seen =
          given.anatomy().isPresent()
              ? given.anatomy().get().resized(film.get().width(), film.get().height())
              : anatomyOf(film.get(), catalogue, device);
      return given.withAnatomy(seen, AnatomySource.SEGMENTED);
    }
    if (!pathology.equals(AUTO)) {
      RegionReader read = RegionReader.read(pathology, asked.observations());
      int width = film.map(Radiograph::width).orElseGet(side::getAsInt);
      int height = film.map(Radiograph::height).orElseGet(side::getAsInt);
      Map<Finding, Coverage> regions = read.on(width, height, fit);
      given = given.withPathology(regions);
      Optional<AnatomyMap> map = given.anatomy();
      if (map.isPresent()) {
        RegionCheck.require(regions, asked.observations(), map.get().resized(width, height));
      }
    }
    return given;
  }

  private Given anatomy(Given given, IntSupplier side, Catalogue catalogue, Device device) {
    if (anatomy.equals(PHANTOM) || anatomy.startsWith(PHANTOM + ":")) {
      return given.withAnatomy(phantom(side), AnatomySource.GENERATED);
    }
    if (anatomy.startsWith(FILM)) {
      Path file = Path.of(anatomy.substring(FILM.length()));
      return given.withAnatomy(segmented(file, side, catalogue, device), AnatomySource.SEGMENTED);
    }
    Path file = Path.of(anatomy);
    Sources.file("anatomy", file);
    if (DicomFilm.isDicom(file)) {
      return given.withAnatomy(segmented(file, side, catalogue, device), AnatomySource.SEGMENTED);
    }
    AnatomyReader reader = new AnatomyReader(CodeMapping.named(codes), situsInversus, fit);
    return given.withAnatomy(reader.read(file, side), AnatomySource.GIVEN);
  }

  private AnatomyMap phantom(IntSupplier side) {
    String seed =
        anatomy.length() > PHANTOM.length() ? anatomy.substring(PHANTOM.length() + 1) : "0";
    try {
      RandomStream stream = RandomStream.of(Long.parseLong(seed), 0, "anatomy of a phantom");
      return ThoraxPhantom.sample(
              PhantomFamily.A, stream, side.getAsInt(), Optional.empty(), Optional.empty())
          .anatomy();
    } catch (NumberFormatException wrong) {
      throw new RequestException("anatomy", "--anatomy", anatomy, "phantom or phantom:SEED");
    }
  }

  private AnatomyMap segmented(Path file, IntSupplier side, Catalogue catalogue, Device device) {
    return AnatomyCheck.checked(
        anatomyOf(
            FilmReader.read(file).resized(side.getAsInt(), side.getAsInt()), catalogue, device),
        "segmented from " + file,
        situsInversus);
  }

  private static AnatomyMap anatomyOf(Radiograph film, Catalogue catalogue, Device device) {
    try (ExpertModel<?, AnatomySegmenter> segmenter =
        ExpertKind.ANATOMY_SEGMENTER.read(
            ExpertSet.file(catalogue.folder(), Role.FILTER, ExpertKind.ANATOMY_SEGMENTER),
            Role.FILTER,
            device)) {
      return segmenter.network().segment(film);
    }
  }
}
