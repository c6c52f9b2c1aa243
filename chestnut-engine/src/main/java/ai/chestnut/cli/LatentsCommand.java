package ai.chestnut.cli;

import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.latents.LabelShares;
import ai.chestnut.evaluation.latents.LatentTour;
import ai.chestnut.evaluation.latents.SearchTrial;
import ai.chestnut.evaluation.latents.TrialFiles;
import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.models.FindingSearch;
import ai.chestnut.models.ProgressiveGanModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A generator without labels, looked at from its latents. */
@Command(
    name = "latents",
    description = {
      "sample: films of random latents; with --real, how often the judge sees each finding in both",
      "sets. walk: from one film to another. direction: films along the way in which findings",
      "come. trial: searches held against drawing at random for as long, judged; a sheet each.",
      ""
    },
    sortOptions = false)
final class LatentsCommand implements Callable<Integer> {

  private static final String SAMPLE = "sample";
  private static final String WALK = "walk";
  private static final String DIRECTION = "direction";
  private static final String TRIAL = "trial";

  private final Session session;

  @Parameters(index = "0", paramLabel = "sample|walk|direction|trial", description = "What to do.")
  private String what = "";

  @Option(
      names = "--findings",
      paramLabel = "LIST",
      description =
          "For direction and trial: findings as generate takes them; trial may be given several"
              + " lists, one option each.")
  private List<String> findings = List.of();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Films of sample, rows of direction, searches of each list of trial"
              + " (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "9",
      description = "Films of a walk, or of a row of direction (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "25",
      description = "Steps of a search at most (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guard",
      paramLabel = "on|off",
      defaultValue = "on",
      description = "Whether the critic guards the search (default: ${DEFAULT-VALUE}).")
  private String guard = "on";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed, a whole number (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The generator, see models; mu is a tiny random one (default: the newest).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--real",
      paramLabel = "MANIFEST",
      description = "For sample: real films to compare with.")
  private Optional<Path> real = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "train",
      description = "Rows of --real: train, val or test (default: ${DEFAULT-VALUE}).")
  private String split = "train";

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  LatentsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("latents command", "latents", what, List.of(SAMPLE, WALK, DIRECTION, TRIAL));
    Choice.of("split", "--split", split, List.of("train", "val", "test"));
    Choice.atLeast("count", "--count", count, 1);
    Choice.atLeast("steps", "--steps", steps, 0);
    boolean guarded = Choice.onOff("guard", "--guard", guard);
    if (findings.isEmpty() && (what.equals(DIRECTION) || what.equals(TRIAL))) {
      throw new RequestException("findings", "--findings", "none", "at least one list");
    }
    Path folder = out.checked();
    LatentSearch search = LatentSearch.standard().withSteps(steps).withGuard(guarded ? 1 : 0);
    Device on = Device.named(device.name());
    Catalogue catalogue = Catalogue.standard();
    String name = model.orElseGet(catalogue::defaultProgressiveGan);
    try (ProgressiveGanModel gan = catalogue.progressiveGan(name, on);
        ExpertSet filters = experts(catalogue.filters(name, on), catalogue);
        ExpertSet judges = experts(judges(catalogue, name, on), catalogue);
        ProgressDisplay progress = session.progress("films")) {
      FindingSearch latents =
          new FindingSearch(gan, classifier(filters, catalogue), filters.panel().calibration());
      OutOption.make(folder);
      Path written =
          switch (what) {
            case SAMPLE -> sample(latents, judges, catalogue, folder, progress);
            case WALK -> walk(latents, folder);
            case DIRECTION -> direction(latents, search, folder, progress);
            default -> trial(latents, search, judges, catalogue, folder, progress);
          };
      session.console().out().println(written);
    }
    return 0;
  }

  private static Optional<ExpertSet> judges(Catalogue catalogue, String name, Device on) {
    return name.equals(Catalogue.MU) ? catalogue.filters(name, on) : catalogue.judges(on);
  }

  private static ExpertSet experts(Optional<ExpertSet> set, Catalogue catalogue) {
    return set.orElseThrow(
        () -> new FileException("weights", catalogue.folder(), "no experts", "filters and judges"));
  }

  private static FindingClassifier classifier(ExpertSet set, Catalogue catalogue) {
    return set.panel()
        .experts()
        .findings()
        .orElseThrow(
            () ->
                new FileException(
                    "weights", catalogue.folder(), "no finding classifier", "one of each role"));
  }

  private Path sample(
      FindingSearch latents,
      ExpertSet judges,
      Catalogue catalogue,
      Path folder,
      Progress progress) {
    ExpertPanel panel = judges.panel();
    FindingClassifier judge = classifier(judges, catalogue);
    LatentTour tour = new LatentTour(latents, seed);
    List<Map<Finding, Double>> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Radiograph film = latents.film(tour.random(i), Byte.SIZE);
      RadiographFiles.write(film, folder.resolve("%06d.png".formatted(i)), Map.of());
      seen.add(judge.probabilities(film, panel.calibration()));
      progress.advance(Step.of("films", i + 1L, count));
    }
    LabelShares made = LabelShares.of(judge.config().findings(), seen);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", "chestnut-label-shares/1");
    root.put("made", made.described());
    real.ifPresent(
        place -> {
          LabelShares there = real(place, judge, panel, progress);
          root.put("real", there.described());
          root.put("shareDifference", made.shareDifference(there));
          root.put("pairDifference", made.pairDifference(there));
        });
    Path file = folder.resolve("label-shares.json");
    AtomicFile.write(file, Json.line(root) + "\n");
    return file;
  }

  private LabelShares real(
      Path place, FindingClassifier judge, ExpertPanel panel, Progress progress) {
    Manifest manifest = Manifest.read(place);
    List<ManifestRow> rows = manifest.rows(Split.named(split).orElseThrow());
    List<Map<Finding, Double>> seen = new ArrayList<>();
    for (ManifestRow row : rows) {
      seen.add(judge.probabilities(manifest.film(row), panel.calibration()));
      progress.advance(Step.of("real films", seen.size(), rows.size()));
    }
    return LabelShares.of(judge.config().findings(), seen);
  }

  private Path walk(FindingSearch latents, Path folder) {
    LatentTour tour = new LatentTour(latents, seed);
    List<Radiograph> films = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      films.addAll(tour.walk(tour.random(2 * row), tour.random(2 * row + 1), frames));
    }
    return sheet(films, folder.resolve("walk.png"));
  }

  private Path direction(
      FindingSearch latents, LatentSearch search, Path folder, Progress progress) {
    LatentTour tour = new LatentTour(latents, seed);
    Prompt prompt =
        Prompt.of(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            FindingList.parse(findings.get(0)));
    float[] direction = tour.direction(latents.target(prompt), search, 2 * count, progress);
    List<Radiograph> films = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      films.addAll(tour.along(tour.random(row), direction, frames));
    }
    return sheet(films, folder.resolve("direction.png"));
  }

  private Path sheet(List<Radiograph> films, Path file) {
    RadiographFiles.write(TrialFiles.sheet(films, frames), file, Map.of());
    return file;
  }

  private Path trial(
      FindingSearch latents,
      LatentSearch search,
      ExpertSet judges,
      Catalogue catalogue,
      Path folder,
      Progress progress) {
    SearchTrial trial =
        new SearchTrial(
            latents, search, classifier(judges, catalogue), judges.panel().calibration(), seed);
    List<SearchTrial.Result> results = new ArrayList<>();
    for (String list : findings) {
      results.add(trial.of(list, count, progress));
    }
    return TrialFiles.write(folder, latents.gan().identity(), search, results);
  }
}
