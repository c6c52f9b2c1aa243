package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.DetailFeatures;
import ai.chestnut.evaluation.DistanceValidation;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmFiles;
import ai.chestnut.evaluation.JudgeFeatures;
import ai.chestnut.evaluation.Naturalness;
import ai.chestnut.evaluation.NaturalnessFile;
import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.ScriptSpace;
import ai.chestnut.evaluation.codec.CodecExam;
import ai.chestnut.evaluation.codec.MeasuredCodec;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.tensor.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The measures themselves, tested and fitted on real films. */
@Command(
    name = "measure",
    description = {
      "validate: does the Fréchet distance grow when real films are harmed more and more, and how",
      "many films does it need? Writes validation.json. naturalness: fit NIQE's model of good"
          + " films.",
      "Writes naturalness.json. autoencoder: what does a codec keep of the films of a manifest?",
      "Writes autoencoder.json and sheet.png. alignment: which report goes with which film, and",
      "where its words are seen? Writes alignment.json. writing: do key codes help an image-token",
      "model, and how fast does it write? Writes writing.json.",
      ""
    },
    sortOptions = false)
final class MeasureCommand implements Callable<Integer> {

  private static final String VALIDATE = "validate";
  private static final String NATURALNESS = "naturalness";
  private static final String AUTOENCODER = "autoencoder";
  private static final String ALIGNMENT = "alignment";
  private static final String WRITING = "writing";
  private static final String PIXELS = "pixels";
  private static final String DETAIL = "detail";
  private static final String JUDGE = "judge";

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "validate|naturalness|autoencoder|alignment|writing",
      description = "What to do.")
  private String what = "";

  @Option(
      names = "--real",
      paramLabel = "DIR|MANIFEST",
      description = "Real films: a folder of images, or one with a manifest.csv.")
  private Optional<Path> real = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Only rows of this split of the manifest (default: all).")
  private Optional<String> split = Optional.empty();

  @Option(
      names = "--features",
      paramLabel = "NAME|FILE.pt",
      defaultValue = DETAIL,
      description =
          "Space to validate: pixels, detail, judge or a TorchScript file (default:"
              + " ${DEFAULT-VALUE}).")
  private String features = DETAIL;

  @Option(
      names = "--tokens",
      paramLabel = "NAME",
      description = "The image-token model to measure (default: the newest).")
  private Optional<String> tokens = Optional.empty();

  @Option(
      names = "--aligner",
      paramLabel = "NAME",
      description = "The aligner to measure (default: the newest).")
  private Optional<String> aligner = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "autoencoder-v0",
      description = "The codec to measure, of either kind (default: ${DEFAULT-VALUE}).")
  private String model = "autoencoder-v0";

  @Option(names = "--json", description = "Print the codec's figures as one line of JSON.")
  private boolean json;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description =
          "Folder of the judges, or of the codec and the filter's classifier (default: the"
              + " installed ones).")
  private Optional<Path> weights = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  MeasureCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of(
        "measure command",
        "measure",
        what,
        List.of(VALIDATE, NATURALNESS, AUTOENCODER, ALIGNMENT, WRITING));
    if (!features.endsWith(".pt")) {
      Choice.of("features", "--features", features, List.of(PIXELS, DETAIL, JUDGE));
    }
    Path place =
        real.orElseThrow(
            () -> new RequestException("real films", "--real", "none", "a folder or a manifest"));
    Optional<Split> rows =
        split.map(
            word -> {
              Choice.of("split", "--split", word, List.of("train", "val", "test"));
              return Split.named(word).orElseThrow();
            });
    if (what.equals(ALIGNMENT)) {
      Path folder = out.checked();
      OutOption.make(folder);
      try (ProgressDisplay progress = session.progress("films")) {
        AlignmentRun run = new AlignmentRun(place, rows, aligner, Device.named(device.name()));
        session.console().out().println(run.write(folder, progress));
      }
      return 0;
    }
    if (what.equals(WRITING)) {
      Path folder = out.checked();
      OutOption.make(folder);
      try (ProgressDisplay progress = session.progress("films")) {
        WritingRun run = new WritingRun(place, rows, tokens, Device.named(device.name()));
        session.console().out().println(run.write(folder, progress));
      }
      return 0;
    }
    if (what.equals(AUTOENCODER)) {
      return codec(place, rows);
    }
    List<Path> films = FilmFiles.in(place, rows);
    Path folder = out.checked();
    OutOption.make(folder);
    Path written;
    try (ProgressDisplay progress = session.progress("films")) {
      written =
          what.equals(VALIDATE)
              ? validated(films, patients(place, rows, films), folder, progress)
              : fitted(films, source(place), folder, progress);
    }
    session.console().out().println(written);
    return 0;
  }

  private int codec(Path place, Optional<Split> rows) {
    Path folder = out.checked();
    Manifest manifest = Manifest.read(place);
    Catalogue catalogue = weights.map(Catalogue::new).orElse(Catalogue.standard());
    Path classifier =
        ExpertSet.file(catalogue.folder(), Role.FILTER, ExpertKind.FINDING_CLASSIFIER);
    Device on = Device.named(device.name());
    CodecExam.Result result;
    try (MeasuredCodec codec = MeasuredCodec.open(catalogue, model, on);
        ExpertModel<FindingClassifierConfig, FindingClassifier> reader =
            ExpertKind.FINDING_CLASSIFIER.read(classifier, Role.FILTER, on);
        ProgressDisplay progress = session.progress("films")) {
      result =
          new CodecExam(codec, reader)
              .sit(manifest, rows.map(manifest::rows).orElse(manifest.rows()), progress);
    }
    OutOption.make(folder);
    Path file = folder.resolve("autoencoder.json");
    AtomicFile.write(file, Json.line(result.figures().described()) + "\n");
    RadiographFiles.write(result.sheet(), folder.resolve("sheet.png"), Map.of());
    session
        .console()
        .out()
        .println(json ? Json.line(result.figures().described()) : file.toString());
    return 0;
  }

  private Path validated(List<Path> films, List<String> patients, Path folder, Progress progress) {
    DistanceValidation found;
    Device on = Device.named(device.name());
    if (features.endsWith(".pt")) {
      try (ScriptSpace space = ScriptSpace.open(Path.of(features), on)) {
        found = validated(space, films, patients, progress);
      }
    } else if (features.equals(JUDGE)) {
      Path experts = weights.orElse(Catalogue.standard().folder());
      try (ExpertSet judges = ExpertSet.read(Sources.folder("experts", experts), Role.JUDGE, on)) {
        found = validated(new JudgeFeatures(judges), films, patients, progress);
      }
    } else {
      FeatureSpace space =
          features.equals(PIXELS) ? new PixelFeatures(16) : new DetailFeatures(256, 8);
      found = validated(space, films, patients, progress);
    }
    Path file = folder.resolve("validation.json");
    AtomicFile.write(file, found.json());
    return file;
  }

  private static DistanceValidation validated(
      FeatureSpace space, List<Path> films, List<String> patients, Progress progress) {
    return DistanceValidation.of(
        space, patients, film -> RadiographFiles.read(films.get(film)), progress);
  }

  private static Path fitted(List<Path> films, String source, Path folder, Progress progress) {
    Naturalness model =
        Naturalness.fit(
            source,
            IntStream.range(0, films.size())
                .mapToObj(
                    film -> {
                      progress.advance(Step.of("films", film + 1L, films.size()));
                      return RadiographFiles.read(films.get(film));
                    }));
    Path file = folder.resolve("naturalness.json");
    NaturalnessFile.write(model, file);
    return file;
  }

  /** Of each film; a film that no manifest names is a patient by itself. */
  private static List<String> patients(Path place, Optional<Split> rows, List<Path> films) {
    Path folder = place.endsWith(Manifest.FILE_NAME) ? place.resolveSibling("") : place;
    if (!Files.exists(folder.resolve(Manifest.FILE_NAME))) {
      return films.stream().map(Path::toString).toList();
    }
    Manifest manifest = Manifest.read(folder);
    return rows.map(manifest::rows).orElse(manifest.rows()).stream()
        .map(ManifestRow::patient)
        .toList();
  }

  private String source(Path place) {
    String name = Objects.toString(place.toAbsolutePath().normalize().getFileName(), "films");
    return split.map(word -> name + ", " + word).orElse(name);
  }
}
