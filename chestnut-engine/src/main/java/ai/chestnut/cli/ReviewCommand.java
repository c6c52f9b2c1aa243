package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.dicom.FilmReader;
import ai.chestnut.expert.PanelReview;
import ai.chestnut.expert.Role;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertScripts;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.Asked;
import ai.chestnut.study.ModelUsed;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyOutput;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the expert panel sees in any film. */
@Command(
    name = "review",
    description = {
      "Ask the expert panel about films (PNG, JPEG, DICOM). The exit code is 0 whatever the"
          + " verdict.",
      ""
    },
    sortOptions = false)
final class ReviewCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Films to look at.")
  private List<Path> images = List.of();

  @Option(names = "--json", description = "Print one JSON line per film instead of sentences.")
  private boolean json;

  @Option(
      names = "--expert",
      paramLabel = "NAME=FILE.pt",
      description =
          "A further expert, a TorchScript file with its side-car FILE.toml; the names"
              + " finding-classifier, anatomy-segmenter and lesion-segmenter take those seats of"
              + " the panel. May be given several times.")
  private Map<String, Path> experts = Map.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write one study folder per film, in the order given.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Write even if DIR is not empty; files of the same name are replaced.")
  private boolean overwrite;

  @Mixin private DeviceOption device = new DeviceOption();

  ReviewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    images.forEach(FilmReader::read); // what cannot be read is known before work begins
    Catalogue catalogue = Catalogue.standard();
    if (!catalogue.hasFilters()) {
      session
          .console()
          .warn(
              "no trained experts are installed: untrained ones answer, and their figures mean"
                  + " nothing");
    }
    String family = catalogue.hasFilters() ? Role.FILTER.word() : Catalogue.MU;
    Device where = Device.named(device.name());
    try (ExpertSet set = experts(catalogue, family, where)) {
      if (out.isPresent()) {
        write(set, out.get());
      } else {
        for (Path image : images) {
          reviewed(image, FilmReader.read(image), set);
        }
      }
    }
    return 0;
  }

  /** Experts from elsewhere are opened first: what is wrong with them is known at once. */
  private ExpertSet experts(Catalogue catalogue, String family, Device where) {
    if (experts.isEmpty()) {
      return catalogue.filters(family, where).orElseThrow();
    }
    ExpertScripts others = ExpertScripts.read(experts, where);
    boolean seated = false;
    try {
      ExpertSet all = catalogue.filters(family, where).orElseThrow().with(others);
      seated = true;
      return all;
    } finally {
      if (!seated) {
        others.close();
      }
    }
  }

  private void write(ExpertSet set, Path folder) {
    try (NewFolder unlessEmpty = NewFolder.at(folder);
        StudyOutput studies = StudyOutput.open(folder, overwrite)) {
      for (int i = 0; i < images.size(); i++) {
        Radiograph film = FilmReader.read(images.get(i));
        studies.add(bundle(i, film, reviewed(images.get(i), film, set), set));
      }
    }
  }

  private PanelReview reviewed(Path image, Radiograph film, ExpertSet set) {
    PanelReview review = set.panel().review(film, Optional.empty());
    List<String> doubts = review.accepted() ? List.of() : set.panel().doubts(film);
    doubts.forEach(doubt -> session.console().warn(image + " " + doubt));
    show(image, review, doubts);
    return review;
  }

  private StudyBundle bundle(int index, Radiograph film, PanelReview review, ExpertSet set) {
    boolean synthetic = FilmReader.saysSynthetic(images.get(index));
    List<ModelUsed> models =
        set.identities().stream()
            .map(model -> new ModelUsed(model.name(), model.sha256()))
            .toList();
    SyntheticStudy study =
        SyntheticStudy.unverified(
                new Asked("review", "", 0, index, List.of(), Map.of(), List.of()),
                "",
                Provenance.ofReview(synthetic, Chestnut.software(), models))
            .withVerified(review.verified())
            .withScores(review.scores())
            .withAnatomySource(
                review.anatomy().isPresent() ? AnatomySource.SEGMENTED : AnatomySource.NONE)
            .withVerdict(review.verdict(1));
    return new StudyBundle(study, film, review.anatomy(), review.pathology());
  }

  private void show(Path image, PanelReview review, List<String> doubts) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", image.toString());
      line.put("accepted", review.accepted());
      line.put("reasons", review.reasons());
      line.put("doubts", doubts);
      line.put("notApplied", review.notApplied());
      line.put("verified", verified(review));
      line.put("scores", review.scores());
      session.console().out().println(Json.line(line));
      return;
    }
    session.console().out().println(image + ": " + (review.accepted() ? "accepted" : "refused"));
    review.reasons().forEach(reason -> session.console().out().println("  refused for " + reason));
    review.notApplied().forEach(gate -> session.console().out().println("  not judged: " + gate));
    review
        .scores()
        .forEach(
            (expert, measures) ->
                measures.forEach(
                    (measure, value) ->
                        session
                            .console()
                            .out()
                            .println(
                                String.format(
                                    Locale.ROOT, "  %s %s %.3f", expert, measure, value))));
  }

  /** Finding to probability, in the words of study.json. */
  private static Map<String, Double> verified(PanelReview review) {
    Map<String, Double> seen = new LinkedHashMap<>();
    review
        .verified()
        .forEach((finding, label) -> seen.put(finding.canonicalName(), label.probability()));
    return seen;
  }
}
