package ai.chestnut.cli;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.MemorisationVerdict;
import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.ToneFreePixels;
import ai.chestnut.evaluation.detector.Detection;
import ai.chestnut.evaluation.detector.DetectionJson;
import ai.chestnut.evaluation.detector.LogisticDiscriminator;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.evaluation.memorisation.CopyGallery;
import ai.chestnut.evaluation.memorisation.EmbeddingBank;
import ai.chestnut.evaluation.memorisation.MemorisationCheck;
import ai.chestnut.evaluation.memorisation.MemorisationJson;
import ai.chestnut.evaluation.memorisation.PointReader;
import ai.chestnut.evaluation.memorisation.TrainingSide;
import ai.chestnut.evaluation.utility.UtilityExperiment;
import ai.chestnut.evaluation.utility.UtilityRecipe;
import ai.chestnut.evaluation.utility.UtilityResult;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The parts of {@code evaluate} that hold films against training films, or train on films. */
final class LearningOptions {

  static final String MEMORISATION = "memorisation";
  static final String DETECTOR = "detector";

  /** How often the detector's folds are drawn. */
  private static final int DETECTOR_SEEDS = 3;

  /** Fewer people of a kind than this say nothing; a detector must then be asked for. */
  private static final int DETECTOR_PEOPLE = 20;

  /** Films of a kind that a detector sees, at most. */
  private static final int DETECTOR_FILMS = 1000;

  @Option(
      names = "--bank",
      paramLabel = "FILE",
      description =
          "Hold synthetic films against this bank of training films, for those who do not have the"
              + " films (with --metrics memorisation).")
  private Optional<Path> bank = Optional.empty();

  @Option(
      names = "--bank-salt",
      paramLabel = "FILE",
      description =
          "Build a bank instead: DIR/training.bank of the training films of --real and those held"
              + " out. FILE has a secret of at least 16 characters, which the bank does not hold. A"
              + " bank is no anonymisation: see docs/formats/bank.md.")
  private Optional<Path> salt = Optional.empty();

  @Option(
      names = "--utility",
      paramLabel = "RECIPE.toml",
      description =
          "Train small nets on real, synthetic and mixed films instead, and test them on real ones"
              + " (configs/utility-*.toml); --real and --synthetic replace the recipe's places.")
  private Optional<Path> utility = Optional.empty();

  boolean buildsBank() {
    return salt.isPresent();
  }

  boolean runsUtility() {
    return utility.isPresent();
  }

  /** Writes DIR/training.bank. */
  int buildBank(EvaluationRun run, Path folder) {
    try (Instruments instruments = run.instruments();
        ProgressDisplay progress = run.progress()) {
      run.print(built(run.realFilms(), copySpace(instruments.space()), folder, progress));
    }
    return 0;
  }

  private Path built(Path real, FeatureSpace features, Path folder, Progress progress) {
    Path file = salt.orElseThrow();
    String secret;
    try {
      secret = Files.readString(file);
    } catch (IOException wrong) {
      throw Trouble.reading("salt", file, "a text file with the secret", wrong);
    }
    TrainingSide side = TrainingSide.ofManifest(real, features, progress);
    EmbeddingBank built =
        EmbeddingBank.of(features.name(), sources(side), side.train(), side.heldOut(), secret);
    OutOption.make(folder);
    Path out = folder.resolve("training.bank");
    built.write(out);
    return out;
  }

  private static String sources(TrainingSide side) {
    List<String> sources =
        side.films().map(films -> films.train().entries()).orElse(List.of()).stream()
            .map(entry -> entry.source())
            .filter(source -> !source.isEmpty())
            .distinct()
            .sorted()
            .toList();
    return "training split of " + side.name() + (sources.isEmpty() ? "" : ": " + sources);
  }

  /** Trains and tests what the recipe says; writes utility.json. */
  int runUtility(EvaluationRun run, Optional<Path> synthetic, Path folder) {
    try (ProgressDisplay progress = run.session().progress("steps")) {
      worth(run.real(), synthetic, folder, progress).forEach(run::print);
    }
    return 0;
  }

  private List<String> worth(
      Optional<Path> real, Optional<Path> synthetic, Path folder, Progress progress) {
    UtilityRecipe read = Toml.read(utility.orElseThrow(), UtilityRecipe.class);
    UtilityRecipe recipe =
        read.withPlaces(
            real.map(Path::toString).orElse(read.real().place()),
            synthetic.map(Path::toString).orElse(read.synthetic().place()));
    FilmSet from = FilmSets.open(Path.of(recipe.real().place()), Set.of());
    FilmSet made = FilmSets.open(Path.of(recipe.synthetic().place()), Set.of());
    UtilityResult result = UtilityExperiment.of(recipe, from, made, progress).run(progress);
    OutOption.make(folder);
    result.write(folder);
    AtomicFile.write(folder.resolve("utility-recipe.toml"), Toml.write(read));
    return result.lines();
  }

  /** Whether there are training films, or a bank of them, and enough that were held out. */
  boolean canCheck(Path real) {
    return bank.isPresent()
        || (films(real, Set.of(Split.TRAIN)) >= MemorisationCheck.LEAST_HELD_OUT
            && films(real, Set.of(Split.VAL, Split.TEST)) >= MemorisationCheck.LEAST_HELD_OUT);
  }

  private static int films(Path place, Set<Split> splits) {
    return splits.stream()
        .filter(split -> FilmSets.hasSplit(place, split))
        .mapToInt(split -> FilmSets.open(place, Set.of(split)).size())
        .sum();
  }

  /** Whether there are enough people of both kinds. */
  static boolean canDetect(FilmSet real, FilmSet synthetic) {
    return Stream.of(real, synthetic)
        .allMatch(
            set ->
                set.entries().stream().map(FilmEntry::patient).distinct().count()
                    >= DETECTOR_PEOPLE);
  }

  /** Pixels as they are know a copy by its exposure; copies are looked for without it. */
  static FeatureSpace copySpace(FeatureSpace features) {
    return features instanceof PixelFeatures pixels ? new ToneFreePixels(pixels.side()) : features;
  }

  /**
   * Holds synthetic films against training films; writes memorisation.json with the verdict, its
   * figures, and the pairs that a person should look at.
   */
  void checkMemorisation(
      EvaluationRun run,
      Path place,
      FilmSet synthetic,
      FeatureSpace features,
      Path folder,
      Progress progress) {
    TrainingSide side =
        bank.map(file -> TrainingSide.ofBank(file, features))
            .orElseGet(() -> TrainingSide.ofManifest(run.realFilms(), features, progress));
    FilmPoints made = new PointReader(features, progress).of("synthetic films", synthetic);
    MemorisationCheck check = side.check(synthetic, made, features, progress);
    Optional<MemorisationCheck> floor =
        MemorisationCheck.floor(features.name(), side.train(), side.heldOut());
    String archive = Archive.isAt(place) ? MemorisationVerdict.identity(place) : "";
    check.verdict(archive, side.name()).write(folder.resolve(MemorisationVerdict.FILE_NAME));
    AtomicFile.write(folder.resolve(MemorisationJson.FILE_NAME), MemorisationJson.of(check, floor));
    CopyGallery.writeTable(check.copies(), made, side.train(), folder);
    side.films()
        .ifPresent(
            films -> {
              CopyGallery.writeSheet(check.copies(), synthetic::film, films.train()::film, folder);
              Path sheet = folder.resolve(CopyGallery.SHEET);
              run.session().console().warn(sheet + " shows real films: it is for your eyes alone");
            });
    run.print(folder.resolve(MemorisationVerdict.FILE_NAME));
  }

  /** Whether a classifier tells synthetic from real films; writes detector.json. */
  static void detect(
      EvaluationRun run,
      FilmSet real,
      FilmSet synthetic,
      FeatureSpace features,
      Path folder,
      Progress progress) {
    PointReader reader = new PointReader(features, progress);
    FilmPoints x = few(reader.of("real films", real));
    FilmPoints y = few(reader.of("synthetic films", synthetic));
    FilmPoints both = x.and(y);
    boolean[] made = new boolean[both.size()];
    Arrays.fill(made, x.size(), made.length, true);
    Detection found =
        Detection.of(
            new LogisticDiscriminator(features.name(), both.points()),
            both.people(),
            made,
            DETECTOR_SEEDS,
            progress);
    AtomicFile.write(folder.resolve(DetectionJson.FILE_NAME), DetectionJson.of(found));
    run.print(folder.resolve(DetectionJson.FILE_NAME));
  }

  private static FilmPoints few(FilmPoints films) {
    return films.atMost(DETECTOR_FILMS, RandomStream.of(0, 0, "detector films"));
  }
}
